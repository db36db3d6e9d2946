using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore.Design;

namespace FluxKart.Infrastructure.Persistence.DesignTime;

internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteFluxKartDbContext>
{
    public SqliteFluxKartDbContext CreateDbContext(string[] args) =>
        new(DesignTimeContext.Options<SqliteFluxKartDbContext>(DatabaseProvider.Sqlite, "Data Source=fluxkart.db"));
}
