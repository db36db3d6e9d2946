using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The metrics and traces of the database's driver name its pools without the connection string.</summary>
public sealed class PoolNameTests(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Telemetry_WhenTheDatabaseHasBeenUsed_ContainsNoPartOfTheConnectionString(bool severalServers)
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        var connection = new NpgsqlConnectionStringBuilder(user.ConnectionString);
        using var first = new BreakableProxy(connection.Host!, connection.Port);
        using var second = new BreakableProxy(connection.Host!, connection.Port);
        connection.Host = severalServers ? $"localhost:{first.Port},localhost:{second.Port}" : $"localhost:{first.Port}";
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync(
            [.. collector.Settings, new("Database:Provider", "PostgreSql"), new("ConnectionStrings:FluxKart", connection.ConnectionString)]);
        await service.Client.IdentifyAsync("a@example.com", "1");
        if (severalServers)
            first.Break();
        await service.Client.IdentifyAsync("b@example.com", "1");
        await collector.WaitForAsync("traces", "db.npgsql.data_source");

        var metrics = await service.Client.GetStringAsync("/metrics", Cancellation);

        var lines = metrics.Split('\n').Where(line => line.StartsWith("db_client_", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["fluxkart", "fluxkart readiness", "fluxkart unpooled"],
            lines.Select(line => line.Split("pool_name=\"")[1].Split('"')[0]).Distinct().Order());
        // The pools of several servers have the same name, so their connections cannot be told apart.
        Assert.Equal(!severalServers, lines.Any(line => line.StartsWith("db_client_connection_count", StringComparison.Ordinal)));
        string[] secrets = [connection.Username!, connection.Password!, "localhost", $"{first.Port}", $"{second.Port}"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, string.Concat(lines), StringComparison.Ordinal));
        Assert.DoesNotContain($"Username={connection.Username}", collector.AllMessages, StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", collector.AllMessages, StringComparison.Ordinal);
    }
}
