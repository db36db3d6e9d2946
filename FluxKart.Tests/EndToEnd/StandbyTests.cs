using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The only server of the connection string is a standby. Its data may be older than what a client has already seen.</summary>
public sealed class StandbyTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    // Hides PostgreSQL's own function, and counts its calls.
    private const string Function =
        """
        CREATE OR REPLACE FUNCTION elsewhere.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS
        'SELECT CASE WHEN nextval(''elsewhere.calls'') > 0 THEN {0} END'
        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.ExecuteAsync("CREATE SCHEMA elsewhere; CREATE SEQUENCE elsewhere.calls");
        await SetStandbyAsync(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Identify_WhenServerHasBecomeAStandby_Returns503UntilItIsPromoted()
    {
        await using var service = await StartAsync();
        await service.Client.IdentifyAsync("a@example.com", "1");

        await SetStandbyAsync(true);
        // A server becomes a standby by a restart.
        await Database.EndConnectionsAsync();
        using var known = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");
        await known.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(known.Headers.RetryAfter);

        await SetStandbyAsync(false);
        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    [Fact]
    public async Task Identify_WhenServiceStartsOnAStandby_Returns503UntilItIsPromoted()
    {
        await SetStandbyAsync(true);
        await using var service = await StartAsync();

        using var refused = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");
        await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);

        await SetStandbyAsync(false);
        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    [Fact]
    public async Task Identify_WhenServerIsAPrimary_AsksEachConnectionOnce()
    {
        await using var service = await StartAsync();
        await service.Client.IdentifyAsync("a@example.com", "1");
        var calls = await CountCallsAsync();
        Assert.True(calls > 1);

        for (var request = 0; request < 20; request++)
            await service.Client.IdentifyAsync("a@example.com", "1");

        Assert.Equal(calls, await CountCallsAsync());
    }

    private Task SetStandbyAsync(bool isStandby) =>
        Database.ExecuteAsync(Function.Replace("{0}", isStandby ? "true" : "false", StringComparison.Ordinal));

    private async Task<long> CountCallsAsync() =>
        (await Database.QueryAsync("SELECT last_value FROM elsewhere.calls", row => row.GetInt64(0))).Single();

    private Task<FluxKartService> StartAsync() =>
        FluxKartService.StartAsync(Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public"));
}
