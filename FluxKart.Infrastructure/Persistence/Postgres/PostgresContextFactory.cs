using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<PostgresFluxKartDbContext>
{
    public PostgresFluxKartDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresFluxKartDbContext>();
        builder.UsePostgres(DesignTimeSettings.ConnectionString(DatabaseProvider.PostgreSql, "Host=localhost;Database=fluxkart"));
        return new PostgresFluxKartDbContext(builder.Options);
    }
}
