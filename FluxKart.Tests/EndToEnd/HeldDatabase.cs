using System.Data.Common;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A transaction that keeps the service from writing, or from anything, until it is given back.</summary>
internal sealed class HeldDatabase : IAsyncDisposable
{
    private readonly DbConnection connection;

    private HeldDatabase(DbConnection connection) => this.connection = connection;

    /// <param name="connection">A connection of its own.</param>
    /// <param name="statements">What begins the transaction and takes the lock.</param>
    public static async Task<HeldDatabase> HoldAsync(DbConnection connection, string statements)
    {
        var held = new HeldDatabase(connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await held.ExecuteAsync(statements);
        return held;
    }

    public Task GiveBackAsync() => ExecuteAsync("ROLLBACK");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
