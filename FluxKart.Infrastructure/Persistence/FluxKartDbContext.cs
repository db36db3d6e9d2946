using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Domain.Importing;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Importing;
using FluxKart.Infrastructure.Persistence.SharedIdentifiers;
using FluxKart.Infrastructure.Persistence.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>The model that both databases share. Each has its own context, for its own migrations.</summary>
public abstract class FluxKartDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// EF Core's default name, which tools and people look for. Without this the naming convention would change it to lower case.
    /// </summary>
    internal const string MigrationsHistoryTable = "__EFMigrationsHistory";

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<RecordedEvent> Events => Set<RecordedEvent>();

    public DbSet<SharedIdentifier> SharedIdentifiers => Set<SharedIdentifier>();

    public DbSet<Separation> Separations => Set<Separation>();

    public DbSet<StandIn> StandIns => Set<StandIn>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<Import> Imports => Set<Import>();

    internal DbSet<EventContact> EventContacts => Set<EventContact>();

    /// <summary>The id of the newest committed event, or 0. Ids grow in the order of the commits.</summary>
    internal async Task<long> ReadNewestEventIdAsync(CancellationToken cancellationToken) =>
        await Events.MaxAsync(recorded => (long?)recorded.Id, cancellationToken) ?? 0;

    /// <summary>The SQL expression for the current UTC time by the database's clock. It must advance within a transaction.</summary>
    protected abstract string ClockSql { get; }

    /// <summary>The type of a column with JSON text, which is returned as it was written.</summary>
    protected abstract string JsonType { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<EmailAddress>().HaveConversion<EmailAddressConverter>().HaveMaxLength(EmailAddress.MaxLength);
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(PhoneNumber.MaxLength);
        // The index on coalesce(linkedid, id) does the work of one on linkedid, and finds the primary as well.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder
            .ApplyConfiguration(new ContactConfiguration(ClockSql))
            .ApplyConfiguration(new EventConfiguration(ClockSql, JsonType))
            .ApplyConfiguration(new EventContactConfiguration())
            .ApplyConfiguration(new SharedIdentifierConfiguration(ClockSql))
            .ApplyConfiguration(new SeparationConfiguration())
            .ApplyConfiguration(new StandInConfiguration())
            .ApplyConfiguration(new WebhookConfiguration())
            .ApplyConfiguration(new ImportConfiguration(JsonType));
        // One instance for all columns of a type. Otherwise a statement sends a list twice that it compares with two columns.
        var emailConverter = new EmailAddressConverter();
        var phoneNumberConverter = new PhoneNumberConverter();
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(EmailAddress))
                property.SetValueConverter(emailConverter);
            else if (property.ClrType == typeof(PhoneNumber))
                property.SetValueConverter(phoneNumberConverter);
        }
    }
}
