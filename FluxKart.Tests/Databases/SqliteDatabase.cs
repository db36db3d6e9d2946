using System.Data.Common;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.Databases;

public sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    protected override string TimeoutKeyword => "Default Timeout";

    // Without foreign keys: linkedid has no index of its own, so each deleted contact would read all the others.
    protected override string EmptySql =>
        """
        PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF;
        DELETE FROM contact; DELETE FROM event; DELETE FROM eventcontact; DELETE FROM sharedidentifier;
        DELETE FROM separation; DELETE FROM standin; DELETE FROM webhook; DELETE FROM import;
        DELETE FROM sqlite_sequence;
        PRAGMA foreign_keys = ON;
        """;

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(Settings.ConnectionString))
            SqliteConnection.ClearPool(connection);
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override Task CreateAsync()
    {
        ConnectionString = $"Data Source={Path.Combine(folder.FullName, "test.db")}";
        return Task.CompletedTask;
    }

    protected override DbConnection CreateConnection() => new SqliteConnection(Settings.ConnectionString);
}
