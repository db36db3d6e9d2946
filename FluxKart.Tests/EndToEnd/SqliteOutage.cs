using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Keeps a write transaction open on the file, as another process could.</summary>
internal sealed class SqliteOutage(TestDatabase database) : IOutage
{
    private readonly SqliteConnection writer = new(database.ConnectionString);

    public IReadOnlyDictionary<string, string?> Configuration { get; } = database.ConfigurationWithTimeout(seconds: 1);

    public async Task BeginAsync()
    {
        await writer.OpenAsync();
        await ExecuteAsync("BEGIN IMMEDIATE");
    }

    public Task EndAsync() => ExecuteAsync("ROLLBACK");

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = writer.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
