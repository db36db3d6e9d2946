using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
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

    internal DbSet<EventContact> EventContacts => Set<EventContact>();

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

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder
        .ApplyConfiguration(new ContactConfiguration(ClockSql))
        .ApplyConfiguration(new EventConfiguration(ClockSql, JsonType))
        .ApplyConfiguration(new EventContactConfiguration());
}
