using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal static class SqliteContextOptions
{
    /// <summary>The options of the context, the same for the service, for <c>dotnet ef</c> and for tests.</summary>
    public static void UseSqliteFile(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite
            .MigrationsHistoryTable(FluxKartDbContext.MigrationsHistoryTable)
            .ExecutionStrategy(dependencies => new SqliteFaultStrategy(dependencies)))
        .UseLowerCaseNamingConvention();
}
