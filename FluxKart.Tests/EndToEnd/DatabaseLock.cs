using System.Data.Common;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A transaction that blocks the service's access to the contact table until it is released.</summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    private readonly DbConnection connection;

    private DatabaseLock(DbConnection connection) => this.connection = connection;

    /// <summary>Blocks all writes by other connections.</summary>
    public static Task<DatabaseLock> BlockWritesAsync(TestDatabase database) => AcquireAsync(database, "SHARE");

    /// <summary>Blocks all writes by other connections, and on PostgreSQL all reads too. SQLite cannot block reads.</summary>
    public static Task<DatabaseLock> BlockAllAsync(TestDatabase database) => AcquireAsync(database, "ACCESS EXCLUSIVE");

    public Task ReleaseAsync() => ExecuteAsync("ROLLBACK");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<DatabaseLock> AcquireAsync(TestDatabase database, string lockMode)
    {
        var (connection, statements) = database.Provider == DatabaseProvider.Sqlite
            ? ((DbConnection)new SqliteConnection($"{database.ConnectionString};Pooling=False"), "BEGIN IMMEDIATE")
            : (new NpgsqlConnection($"{database.ConnectionString};Pooling=False"), $"BEGIN; LOCK TABLE contact IN {lockMode} MODE");
        var databaseLock = new DatabaseLock(connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await databaseLock.ExecuteAsync(statements);
        return databaseLock;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
