using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

public sealed class SqliteFluxKartDbContext(DbContextOptions<SqliteFluxKartDbContext> options) : FluxKartDbContext(options)
{
    protected override string ClockSql => "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    protected override string JsonType => "TEXT";
}
