using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

public sealed class PostgresFluxKartDbContext(DbContextOptions<PostgresFluxKartDbContext> options) : FluxKartDbContext(options)
{
    // now() would be the transaction's start: before it waited for its locks.
    protected override string ClockSql => "clock_timestamp()";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Identifiers are compared for equality only. "C" does that byte by byte, and no upgrade of the C library can corrupt its indexes.
        configurationBuilder.Properties<EmailAddress>().UseCollation("C");
        configurationBuilder.Properties<PhoneNumber>().UseCollation("C");
    }
}
