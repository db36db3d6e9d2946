using System.Data.Common;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence;

/// <summary>
/// Counts the round trips of a context: each command and each commit. Beginning a transaction does not count: on PostgreSQL, the driver
/// sends it with the first command.
/// </summary>
internal sealed class RoundTripCounter
{
    private int count;

    public int Count => count;

    public void Reset() => count = 0;

    public void AddTo(IServiceCollection services)
    {
        IInterceptor[] interceptors = [new Commands(this), new Commits(this)];
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(interceptors));
        services.ConfigureDbContext<SqliteFluxKartDbContext>(options => options.AddInterceptors(interceptors));
    }

    private sealed class Commands(RoundTripCounter counter) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref counter.count);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref counter.count);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Commits(RoundTripCounter counter) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref counter.count);
            return ValueTask.FromResult(result);
        }
    }
}
