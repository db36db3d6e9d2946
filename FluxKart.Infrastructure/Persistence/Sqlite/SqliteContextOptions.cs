using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal static class SqliteContextOptions
{
    /// <summary>The context's options, shared by the service, <c>dotnet ef</c> and the tests.</summary>
    public static void UseSqliteFile(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite
            .MigrationsHistoryTable(FluxKartDbContext.MigrationsHistoryTable)
            // One parameter with a JSON array, not one for each value: SQLite parses a statement at each execution, and has a limit for the
            // number of parameters.
            .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
            .ExecutionStrategy(dependencies => new SqliteFaultStrategy(dependencies)))
        .ReplaceService<IHistoryRepository, SqliteLockedHistoryRepository>()
        .UseLowerCaseNamingConvention();
}
