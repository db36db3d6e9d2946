using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Importing;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Importing;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.SharedIdentifiers;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Infrastructure.Persistence.Sqlite.Trials;
using FluxKart.Infrastructure.Persistence.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure;

public static class PersistenceRegistration
{
    /// <summary>Registers the repository and the unit of work for the configured database. Both are scoped and share one context.</summary>
    /// <param name="services">Where to register them.</param>
    /// <param name="settings">The database.</param>
    /// <param name="rules">What the operator has configured about linking.</param>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseSettings settings, LinkingRules rules)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PersistenceMetrics>();
        services.AddContacts(rules);
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<ICustomerDirectory, CustomerDirectory>();
        services.AddScoped<IContactDirectory, ContactDirectory>();
        services.AddScoped<ISharedIdentifierDirectory, SharedIdentifierDirectory>();
        services.AddScoped<StoredCustomers>();
        services.AddScoped<ITrialStoreFactory, SqliteTrialStoreFactory>();
        services.AddScoped<IWebhookDirectory, WebhookDirectory>();
        services.AddSingleton<WebhookRepository>();
        services.AddSingleton<ImportRepository>();
        services.AddSingleton<IImportDirectory>(provider => provider.GetRequiredService<ImportRepository>());
        services.AddSingleton<IImportTurns>(provider => provider.GetRequiredService<ImportRepository>());
        return settings.Provider == DatabaseProvider.PostgreSql
            ? services.AddPostgres()
            : services.AddSqlite(settings.ExistingConnectionString);
    }

    /// <summary>Registers what loads and saves contacts and finds suggestions, in the configured database or in another one.</summary>
    internal static IServiceCollection AddContacts(this IServiceCollection services, LinkingRules rules) => services
        .AddSingleton(rules)
        .AddSingleton<ContactQueries>()
        .AddSingleton<MarkHints>()
        .AddSingleton<EventQueries>()
        .AddScoped<IContactRepository, ContactRepository>()
        .AddScoped<IBulkWriter, BulkWriter>()
        .AddScoped<BondReader>()
        .AddScoped<IBondReader>(provider => provider.GetRequiredService<BondReader>())
        .AddScoped<BondWriter>()
        .AddScoped<ISuggestionDirectory, SuggestionDirectory>()
        .AddScoped<IEventLog, EventLog>();
}
