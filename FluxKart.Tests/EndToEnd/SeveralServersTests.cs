using System.Net;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// The connection string names two servers, and one of them becomes unavailable. Here both addresses lead to the same server;
/// deploy/failover-test has a real standby.
/// </summary>
public sealed class SeveralServersTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenServerInUseIsLost_FailsOverToTheOtherAndBack()
    {
        var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        using var first = new BreakableProxy(server.Host!, server.Port);
        using var second = new BreakableProxy(server.Host!, server.Port);
        server.Host = $"127.0.0.1:{first.Port},127.0.0.1:{second.Port}";
        server.Remove("Port");
        await using var service = await FluxKartService.StartAsync(
            new Dictionary<string, string?>(Database.Configuration) { ["ConnectionStrings:FluxKart"] = server.ConnectionString });
        await service.Client.IdentifyAsync("a@example.com", "1");

        first.Break();
        await service.Client.IdentifyAsync("b@example.com", "1");

        first.Restore();
        second.Break();
        await service.Client.IdentifyAsync("c@example.com", "1");

        first.Break();
        using var refused = await service.Client.PostIdentifyAsync("""{"email":"d@example.com"}""");
        await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
    }
}
