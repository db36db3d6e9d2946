using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>No connection is to be had: the service's own are all in use, or PostgreSQL gives no more.</summary>
public sealed class ConnectionShortageTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenThePoolIsExhausted_Answers503AndRecoversByItself()
    {
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWith("Maximum Pool Size=1;Timeout=1;Command Timeout=60"));
        await using var held = await HeldDatabase.HoldWritesAsync(Database);
        var blocked = service.Client.IdentifyAsync("a@example.com", "1");
        await Database.WaitForWaiterAsync();

        await AssertRefusedAsync(service.Client);
        using (var ready = await service.Client.GetAsync("/health/ready", Cancellation))
            await ready.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);

        await held.GiveBackAsync();
        await blocked;
        await service.Client.IdentifyAsync("b@example.com", null);
    }

    [Fact]
    public async Task Identify_WhenTheServerHasTooManyConnections_Answers503AndRecoversByItself()
    {
        // A limit does not bind a superuser, which the tests' own user is.
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var service = await FluxKartService.StartAsync(user.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");

        await Database.ExecuteAsync(
            $"ALTER ROLE {user.Name} CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user.Name}'");
        await AssertRefusedAsync(service.Client);

        await Database.ExecuteAsync($"ALTER ROLE {user.Name} CONNECTION LIMIT -1");
        await service.Client.IdentifyAsync("b@example.com", null);
    }

    private static async Task AssertRefusedAsync(HttpClient client)
    {
        using var refused = await client.PostIdentifyAsync("""{"email":"b@example.com"}""");
        await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refused.Headers.RetryAfter);
    }
}
