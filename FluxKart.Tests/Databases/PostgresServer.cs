using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace FluxKart.Tests.Databases;

/// <summary>
/// The PostgreSQL server that the tests share: the one that <c>FLUXKART_TEST_POSTGRES</c> names, else a container where Docker answers,
/// else none, and then the tests that need it are skipped, or fail where <c>FLUXKART_REQUIRE_POSTGRES</c> is 1.
/// </summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<(string? ConnectionString, string? Missing)>> Server = new(FindAsync);

    /// <returns>A connection string with the right to create databases, or why there is none.</returns>
    public static Task<(string? ConnectionString, string? Missing)> FindOnceAsync() => Server.Value;

    private static bool IsRequired => Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_POSTGRES") == "1";

    private static async Task<(string?, string?)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("FLUXKART_TEST_POSTGRES") is { Length: > 0 } connectionString)
            return (connectionString, null);
        try
        {
            // Testcontainers ends the container with the test process.
            var container = new PostgreSqlBuilder("postgres:17-alpine").WithCommand("-c", "max_connections=300").Build();
            await container.StartAsync();
            return (container.GetConnectionString(), null);
        }
        catch (DockerUnavailableException)
        {
            return IsRequired
                ? throw new InvalidOperationException("FLUXKART_REQUIRE_POSTGRES is 1, but there is no PostgreSQL; set FLUXKART_TEST_POSTGRES.")
                : (null, "No PostgreSQL: set FLUXKART_TEST_POSTGRES to a connection string with the right to create databases, or start Docker.");
        }
    }
}
