using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure;

public static class PersistenceRegistration
{
    /// <summary>Registers the repository and the unit of work for the configured database. Both are scoped and share one context.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PersistenceMetrics>();
        services.AddSingleton<ContactQueries>();
        services.AddSingleton<EventQueries>();
        services.AddScoped<IContactRepository, ContactRepository>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<ICustomerDirectory, CustomerDirectory>();
        services.AddScoped<IEventLog, EventLog>();
        return settings.Provider == DatabaseProvider.PostgreSql
            ? services.AddPostgres()
            : services.AddSqlite(settings.ExistingConnectionString);
    }
}
