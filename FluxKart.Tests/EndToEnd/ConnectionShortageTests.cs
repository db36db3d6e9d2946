using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>No connection is available: the service's pool is exhausted, or PostgreSQL accepts no more.</summary>
public sealed class ConnectionShortageTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenPoolIsExhausted_Returns503AndRecovers()
    {
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWith("Maximum Pool Size=1;Timeout=1;Command Timeout=60"));
        await using var writeLock = await DatabaseLock.BlockWritesAsync(Database);
        var blocked = service.Client.IdentifyAsync("a@example.com", "1");
        await Database.WaitForBlockedSessionAsync();

        await AssertUnavailableAsync(service.Client);
        // The check has a connection of its own, and the database is ready.
        await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);

        await writeLock.ReleaseAsync();
        await blocked;
        await service.Client.IdentifyAsync("b@example.com", null);
    }

    [Fact]
    public async Task Identify_WhenServerHasTooManyConnections_Returns503AndRecovers()
    {
        // The tests' own user is a superuser, to whom connection limits do not apply.
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var service = await FluxKartService.StartAsync(user.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");

        await Database.ExecuteAsync(
            $"ALTER ROLE {user.Name} CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user.Name}'");
        await AssertUnavailableAsync(service.Client);

        await Database.ExecuteAsync($"ALTER ROLE {user.Name} CONNECTION LIMIT -1");
        await service.Client.IdentifyAsync("b@example.com", null);
    }

    private static async Task AssertUnavailableAsync(HttpClient client)
    {
        using var refused = await client.PostIdentifyAsync("""{"email":"b@example.com"}""");
        await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refused.Headers.RetryAfter);
    }
}
