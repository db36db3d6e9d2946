using Npgsql;

namespace FluxKart.Tests.Databases;

/// <summary>A name for a database on the same server, which may be created without a schema, and is dropped in the end.</summary>
internal sealed class EmptyPostgresDatabase(string connectionString) : IAsyncDisposable
{
    public string Name { get; } = $"fluxkart_test_{Guid.NewGuid():N}";

    public Task CreateAsync() => ExecuteAsync($"CREATE DATABASE {Name}");

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
