using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<PostgresFluxKartDbContext>
{
    public PostgresFluxKartDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresFluxKartDbContext>();
        var connectionString = DesignTimeSettings.ConnectionString(DatabaseProvider.PostgreSql, "Host=localhost;Database=fluxkart");
        builder.UsePostgres(new PostgresPool("fluxkart", connectionString));
        return new PostgresFluxKartDbContext(builder.Options);
    }
}
