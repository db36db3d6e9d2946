using System.Collections.Concurrent;
using System.Data.Common;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Databases;

/// <summary>
/// Keeps the SQL of all statements that are executed through a context, in order. The service then searches for no suggestions by itself.
/// </summary>
internal sealed class StatementRecorder : DbCommandInterceptor
{
    public ConcurrentQueue<string> Statements { get; } = [];

    public void AddTo(IServiceCollection services)
    {
        services.RemoveBackgroundSearch();
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<SqliteFluxKartDbContext>(options => options.AddInterceptors(this));
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Statements.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Statements.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
