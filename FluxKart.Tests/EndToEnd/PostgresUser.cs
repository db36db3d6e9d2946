using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A PostgreSQL user that is not a superuser. It has exactly the privileges that docs/reference.md lists.</summary>
internal sealed class PostgresUser : IAsyncDisposable
{
    private const string Password = "secret";

    private readonly TestDatabase database;

    private PostgresUser(TestDatabase database) => this.database = database;

    public string Name { get; } = $"shop_{Guid.NewGuid():N}";

    /// <summary>The configuration of a service that connects as this user.</summary>
    public Dictionary<string, string?> Configuration => database.ConfigurationWith($"Username={Name};Password={Password}");

    public string ConnectionString => Configuration["ConnectionStrings:FluxKart"]!;

    public static async Task<PostgresUser> CreateAsync(TestDatabase database)
    {
        var user = await CreateWithoutPrivilegesAsync(database);
        await database.ExecuteAsync(ReadGrants().First().Replace("shop", user.Name, StringComparison.Ordinal));
        return user;
    }

    public static async Task<PostgresUser> CreateWithoutPrivilegesAsync(TestDatabase database)
    {
        var user = new PostgresUser(database);
        await database.ExecuteAsync($"CREATE ROLE {user.Name} LOGIN PASSWORD '{Password}'");
        return user;
    }

    /// <summary>Grants the user what it needs to migrate an empty database, as docs/reference.md lists it.</summary>
    public async Task GrantMigrationAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(ReadGrants().Last().Replace("shop", Name, StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await database.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{Name}'; DROP OWNED BY {Name}; DROP ROLE {Name}");

    /// <summary>The SQL of the reference: the privileges to serve, and those to migrate.</summary>
    private static List<string> ReadGrants() =>
        [.. DocumentationPage.CodeBlocks("reference.md", "sql").Where(sql => sql.StartsWith("GRANT ", StringComparison.Ordinal))];
}
