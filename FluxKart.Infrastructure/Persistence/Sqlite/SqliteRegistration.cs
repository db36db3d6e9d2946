using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal static class SqliteRegistration
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString) => services
        .AddDbContextPool<FluxKartDbContext, SqliteFluxKartDbContext>(builder => builder
            .AddInterceptors(new ReplacedFileInterceptor())
            .UseSqliteFile(connectionString))
        .AddScoped<IContactLocks, SqliteContactLocks>()
        .AddScoped<IContactStatements, SqliteContactStatements>()
        .AddSingleton<IReadinessProbe, SqliteReadinessProbe>()
        .AddScoped<IDatabasePreparation, SqlitePreparation>();
}
