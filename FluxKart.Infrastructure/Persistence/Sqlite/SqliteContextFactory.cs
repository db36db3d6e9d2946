using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteFluxKartDbContext>
{
    public SqliteFluxKartDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteFluxKartDbContext>();
        builder.UseSqliteFile(DesignTimeSettings.ConnectionString(DatabaseProvider.Sqlite, "Data Source=fluxkart.db"));
        return new SqliteFluxKartDbContext(builder.Options);
    }
}
