using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Takes advisory locks and runs the query that follows in one round trip. They are two statements: under READ COMMITTED each of them sees
/// what was committed before it began, so the query sees what others committed while the first one waited for the locks.
/// </summary>
internal sealed class LockingQueryInterceptor(PersistenceMetrics metrics) : DbCommandInterceptor
{
    // Always in the same order, so that no two transactions wait for each other. A name that occurs twice costs one lock.
    private const string TakeLocks =
        """
        SELECT clock_timestamp() - statement_timestamp(), count(pg_advisory_xact_lock(key))
        FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(@locks) AS name ORDER BY key) AS keys;

        """;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PostgresFluxKartDbContext { LocksOfNextQuery: { } names } context)
        {
            command.CommandText = TakeLocks + command.CommandText;
            command.Parameters.Add(new NpgsqlParameter<string[]>("locks", names));
            context.LocksOfNextQuery = null;
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(TakeLocks, StringComparison.Ordinal))
        {
            await result.ReadAsync(cancellationToken);
            metrics.RecordLockWait(await result.GetFieldValueAsync<TimeSpan>(0, cancellationToken));
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }
}
