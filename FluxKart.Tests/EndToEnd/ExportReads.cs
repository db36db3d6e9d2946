using System.Data.Common;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Lets a test do something before a page of an export is read.</summary>
/// <param name="before">Gets the number of the page, from 1.</param>
internal sealed class ExportReads(Func<int, CancellationToken, Task> before) : DbCommandInterceptor
{
    private int pages;

    public void AddTo(IServiceCollection services)
    {
        services.ConfigureDbContext<PostgresFluxKartDbContext>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<SqliteFluxKartDbContext>(options => options.AddInterceptors(this));
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.Contains("ORDER BY COALESCE", StringComparison.OrdinalIgnoreCase))
            await before(Interlocked.Increment(ref pages), cancellationToken);
        return result;
    }
}
