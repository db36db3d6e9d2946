using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure;

public static class PersistenceRegistration
{
    /// <summary>Adds the repository and the unit of work on the database that the settings name. Both are scoped, and share a context.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PersistenceMetrics>();
        services.AddSingleton<ContactQueries>();
        services.AddScoped<IContactRepository, ContactRepository>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        return settings.Provider == DatabaseProvider.PostgreSql ? services.AddPostgres(settings) : services.AddSqlite(settings);
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, DatabaseSettings settings) => services
        .AddSingleton<SynchronousCommit>()
        .AddDbContextPool<FluxKartDbContext, PostgresFluxKartDbContext>((provider, builder) => builder
            .AddInterceptors(provider.GetRequiredService<SynchronousCommit>())
            .UseDatabase(settings.Provider, settings.ExistingConnectionString))
        .AddScoped<IContactLocks, PostgresContactLocks>()
        .AddScoped<IContactStatements, PostgresContactStatements>()
        .AddScoped<IDatabasePreparation, PostgresPreparation>();

    private static IServiceCollection AddSqlite(this IServiceCollection services, DatabaseSettings settings) => services
        .AddDbContextPool<FluxKartDbContext, SqliteFluxKartDbContext>(builder => builder
            .AddInterceptors(new ReplacedFile())
            .UseDatabase(settings.Provider, settings.ExistingConnectionString))
        .AddScoped<IContactLocks, SqliteContactLocks>()
        .AddScoped<IContactStatements, SqliteContactStatements>()
        .AddScoped<IDatabasePreparation, SqlitePreparation>();
}
