using FluxKart.Infrastructure.Persistence.Sqlite.Trials;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal static class SqliteContextOptions
{
    /// <summary>The context's options, shared by the service, <c>dotnet ef</c> and the tests.</summary>
    public static void UseSqliteFile(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite
            .UseStatements()
            .ExecutionStrategy(dependencies => new SqliteFaultStrategy(dependencies)))
        .ReplaceService<IHistoryRepository, SqliteLockedHistoryRepository>()
        .UseLowerCaseNamingConvention();

    /// <summary>The options of a temporary database, which only this process can use. Its connection is open.</summary>
    public static void UseTrialConnection(this DbContextOptionsBuilder builder, SqliteConnection connection) => builder
        .UseSqlite(connection, sqlite => sqlite
            .UseStatements()
            .ExecutionStrategy(dependencies => new TrialFaultStrategy(dependencies)))
        .UseLowerCaseNamingConvention();

    private static SqliteDbContextOptionsBuilder UseStatements(this SqliteDbContextOptionsBuilder builder) => builder
        .MigrationsHistoryTable(FluxKartDbContext.MigrationsHistoryTable)
        // One parameter with a JSON array, not one for each value: SQLite parses a statement at each execution, and has a limit for the
        // number of parameters.
        .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
}
