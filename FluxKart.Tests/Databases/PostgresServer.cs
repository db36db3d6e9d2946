using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace FluxKart.Tests.Databases;

/// <summary>
/// The PostgreSQL server that the tests share. It is the one in <c>FLUXKART_TEST_POSTGRES</c>, otherwise a container if Docker is
/// available. Without either, the tests that need it are skipped, or fail if <c>FLUXKART_REQUIRE_POSTGRES</c> is 1.
/// </summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<(string? ConnectionString, string? UnavailableReason)>> Server = new(FindAsync);

    /// <returns>A connection string of a user that can create databases, or the reason why no server is available.</returns>
    public static Task<(string? ConnectionString, string? UnavailableReason)> FindOnceAsync() => Server.Value;

    /// <summary>Whether a missing server is a failure.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_POSTGRES") == "1";

    private static async Task<(string?, string?)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("FLUXKART_TEST_POSTGRES") is { Length: > 0 } connectionString)
            return (connectionString, null);
        try
        {
            // Testcontainers removes the container when the test process ends.
            var container = new PostgreSqlBuilder("postgres:17-alpine").WithCommand("-c", "max_connections=300").Build();
            await container.StartAsync();
            return (container.GetConnectionString(), null);
        }
        catch (DockerUnavailableException)
        {
            return IsRequired
                ? throw new InvalidOperationException("FLUXKART_REQUIRE_POSTGRES is 1, but PostgreSQL is not available; set FLUXKART_TEST_POSTGRES.")
                : (null, "PostgreSQL is not available: set FLUXKART_TEST_POSTGRES to the connection string of a user that can create "
                    + "databases, or start Docker.");
        }
    }
}
