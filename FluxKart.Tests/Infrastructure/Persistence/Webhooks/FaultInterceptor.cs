using System.Data.Common;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Webhooks;

/// <summary>Lets the next statements of every context fail with a timeout, which is a transient fault.</summary>
internal sealed class FaultInterceptor : DbCommandInterceptor
{
    private int times;

    /// <summary>How many statements are still to fail.</summary>
    public int Times
    {
        get => Volatile.Read(ref times);
        set => Volatile.Write(ref times, value);
    }

    public void AddTo(IServiceCollection services)
    {
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<SqliteFluxKartDbContext>(options => options.AddInterceptors(this));
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        FailIfDue();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        FailIfDue();
        return ValueTask.FromResult(result);
    }

    private void FailIfDue()
    {
        if (Times == 0)
            return;
        Interlocked.Decrement(ref times);
        throw new TimeoutException();
    }
}
