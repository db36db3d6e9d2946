using Npgsql;

namespace FluxKart.Tests.Databases;

/// <summary>The name of a database that does not exist yet, on the same server. Dispose drops the database if it exists by then.</summary>
internal sealed class TemporaryPostgresDatabase(string connectionString) : IAsyncDisposable
{
    public string Name { get; } = $"fluxkart_test_{Guid.NewGuid():N}";

    /// <summary>The connection to this database as the same user.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(connectionString) { Database = Name }.ConnectionString;

    /// <summary>Creates the database without a schema.</summary>
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
