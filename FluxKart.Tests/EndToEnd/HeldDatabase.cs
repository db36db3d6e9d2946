using System.Data.Common;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A transaction that keeps the service from writing, or from anything, until it is given back.</summary>
internal sealed class HeldDatabase : IAsyncDisposable
{
    private readonly DbConnection connection;

    private HeldDatabase(DbConnection connection) => this.connection = connection;

    /// <summary>Lets nobody write.</summary>
    public static Task<HeldDatabase> HoldWritesAsync(TestDatabase database) => HoldAsync(database, "SHARE");

    /// <summary>Lets nobody write, nor read where the database can keep readers out; SQLite cannot.</summary>
    public static Task<HeldDatabase> HoldAllAsync(TestDatabase database) => HoldAsync(database, "ACCESS EXCLUSIVE");

    public Task GiveBackAsync() => ExecuteAsync("ROLLBACK");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<HeldDatabase> HoldAsync(TestDatabase database, string lockMode)
    {
        var (connection, statements) = database.Provider == DatabaseProvider.Sqlite
            ? ((DbConnection)new SqliteConnection($"{database.ConnectionString};Pooling=False"), "BEGIN IMMEDIATE")
            : (new NpgsqlConnection($"{database.ConnectionString};Pooling=False"), $"BEGIN; LOCK TABLE contact IN {lockMode} MODE");
        var held = new HeldDatabase(connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await held.ExecuteAsync(statements);
        return held;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
