using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>The model shared by both databases; each has a context of its own for its migrations.</summary>
public abstract class FluxKartDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The customary name of the history table, which tools and people look for. The naming convention is for our own tables.</summary>
    internal const string MigrationsHistoryTable = "__EFMigrationsHistory";

    public DbSet<Contact> Contacts => Set<Contact>();

    /// <summary>The SQL expression for the database's own clock, UTC, which moves on within a transaction.</summary>
    protected abstract string ClockSql { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<EmailAddress>().HaveConversion<EmailAddressConverter>().HaveMaxLength(EmailAddress.MaxLength);
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(1 + PhoneNumber.MaxDigits);
        // The index on coalesce(linkedid, id) serves what one on linkedid would, and the primary itself as well.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfiguration(new ContactConfiguration(ClockSql));
}
