using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>The one model behind both databases; each has a context of its own for its migrations.</summary>
public abstract class FluxKartDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Contact> Contacts => Set<Contact>();

    /// <summary>The expression for the database's own clock, UTC, that reads on within a transaction.</summary>
    protected abstract string ClockSql { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<EmailAddress>().HaveConversion<EmailAddressConverter>().HaveMaxLength(EmailAddress.MaxLength);
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(1 + PhoneNumber.MaxDigits);
        // The index on coalesce(linkedid, id) serves what one on linkedid would, and the primary itself besides.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfiguration(new ContactConfiguration(ClockSql));
}
