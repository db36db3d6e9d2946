using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A PostgreSQL user that is not a superuser, with privileges on the service's tables and sequences only.</summary>
internal sealed class PostgresUser : IAsyncDisposable
{
    private const string Password = "secret";

    private readonly TestDatabase database;

    private PostgresUser(TestDatabase database) => this.database = database;

    public string Name { get; } = $"shop_{Guid.NewGuid():N}";

    /// <summary>The configuration of a service that connects as this user.</summary>
    public Dictionary<string, string?> Configuration => database.ConfigurationWith($"Username={Name};Password={Password}");

    public static async Task<PostgresUser> CreateAsync(TestDatabase database)
    {
        var user = new PostgresUser(database);
        await database.ExecuteAsync(
            $"""
             CREATE ROLE {user.Name} LOGIN PASSWORD '{Password}';
             GRANT ALL ON ALL TABLES IN SCHEMA public TO {user.Name};
             GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {user.Name}
             """);
        return user;
    }

    public async ValueTask DisposeAsync() => await database.ExecuteAsync(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = '{Name}'; DROP OWNED BY {Name}; DROP ROLE {Name}");
}
