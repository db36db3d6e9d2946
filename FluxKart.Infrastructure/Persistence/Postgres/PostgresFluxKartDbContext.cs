using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

public sealed class PostgresFluxKartDbContext(DbContextOptions<PostgresFluxKartDbContext> options) : FluxKartDbContext(options)
{
    /// <summary>The names of the locks that <see cref="LockingQueryInterceptor"/> takes with the next query; null if it takes none.</summary>
    internal string[]? LocksOfNextQuery { get; set; }

    // now() would be the start of the transaction, before it waited for its locks.
    protected override string ClockSql => "clock_timestamp()";

    // Not jsonb, which changes the order of the properties.
    protected override string JsonType => "json";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Identifiers are only compared for equality. "C" compares bytes, so an upgrade of the C library cannot corrupt the indexes.
        configurationBuilder.Properties<EmailAddress>().UseCollation("C");
        configurationBuilder.Properties<PhoneNumber>().UseCollation("C");
    }
}
