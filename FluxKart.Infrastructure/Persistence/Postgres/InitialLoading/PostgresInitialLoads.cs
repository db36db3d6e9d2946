using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.InitialLoading;

/// <summary>Begins loads into copies of the empty tables.</summary>
/// <remarks>
/// To fill a table and then build its indexes takes less than half as long. The tables themselves keep their indexes, because requests may
/// need them in the meantime.
/// </remarks>
internal sealed class PostgresInitialLoads(DatabaseSettings settings) : IBulkLoads
{
    // One load at a time, because the copies have fixed names. "Flux" and "init" in ASCII.
    private const string TryTakeTurn = "SELECT pg_try_advisory_xact_lock(x'466C7578'::int, x'696E6974'::int)";

    // The set locks each identifier, and the server has room for about 6,400 locks unless it is configured otherwise. Others wait only if
    // they need one of these.
    public int MaxRowsPerSet => 1000;

    public async Task<IBulkLoad?> TryBeginAsync(bool mayBlockOthers, long expectedRows, CancellationToken cancellationToken)
    {
        var pool = LongTransaction.CreatePool("fluxkart initial load", settings);
        PostgresInitialLoad? load = null;
        var hasBegun = false;
        try
        {
            load = await PostgresInitialLoad.OpenAsync(pool, cancellationToken);
            await load.ReadAsync<string>(LongTransaction.SetTimeouts, cancellationToken);
            hasBegun = await load.ReadAsync<bool>(TryTakeTurn, cancellationToken) && await load.TryBeginAsync(cancellationToken);
            if (hasBegun)
                return load;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Whatever it is, those who save set by set find it too, and can wait until it has passed.
        }
        finally
        {
            if (load is null)
                pool.Dispose();
            else if (!hasBegun)
                await load.DisposeAsync();
        }

        return null;
    }
}
