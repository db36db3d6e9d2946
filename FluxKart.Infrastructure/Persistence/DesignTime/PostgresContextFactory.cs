using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore.Design;

namespace FluxKart.Infrastructure.Persistence.DesignTime;

internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<PostgresFluxKartDbContext>
{
    public PostgresFluxKartDbContext CreateDbContext(string[] args) =>
        new(DesignTimeContext.Options<PostgresFluxKartDbContext>(DatabaseProvider.PostgreSql, "Host=localhost;Database=fluxkart"));
}
