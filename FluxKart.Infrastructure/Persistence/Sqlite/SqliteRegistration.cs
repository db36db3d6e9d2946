using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Sqlite.BulkLoading;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal static class SqliteRegistration
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString) => services
        .AddDbContextPool<FluxKartDbContext, SqliteFluxKartDbContext>(builder => builder
            .AddInterceptors(
                new ReplacedFileInterceptor(), new BusyWaitInterceptor(), new BulkConnectionInterceptor(), new SecureDeleteInterceptor())
            .UseSqliteFile(connectionString))
        .AddSqliteStatements()
        .AddSingleton<IBulkLoads, SqliteBulkLoads>()
        .AddSingleton<IReadinessProbe, SqliteReadinessProbe>()
        .AddScoped<IDatabasePreparation, SqlitePreparation>();

    /// <summary>Registers the locks and the statements of a SQLite database.</summary>
    public static IServiceCollection AddSqliteStatements(this IServiceCollection services) => services
        .AddScoped<IContactLocks, SqliteContactLocks>()
        .AddScoped<IContactStatements, SqliteContactStatements>()
        .AddScoped<IBondStatements, SqliteBondStatements>()
        .AddScoped<IBulkStatements, SqliteBulkStatements>()
        .AddScoped<IEventStatements, SqliteEventStatements>()
        .AddScoped<IErasureFollowUp, SqliteErasureFollowUp>();
}
