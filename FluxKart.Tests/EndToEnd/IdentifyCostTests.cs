using System.Globalization;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// What one request costs. A change that needs another statement, another round trip or far more memory must be made on purpose,
/// so it changes a number here. Times are measured by <c>bench/run</c>.
/// </summary>
public abstract class IdentifyCostTests(TestDatabase database) : DatabaseTests(database)
{
    // What the service does by itself can come in between, so the cheapest of some requests counts.
    private const int Requests = 10;

    [Theory]
    [InlineData("known", 1)]
    [InlineData("new", 4)]
    [InlineData("linked", 5)]
    [InlineData("merged", 6)]
    public async Task Identify_WhenAlone_TakesAFixedNumberOfStatements(string load, int statements)
    {
        var recorder = new StatementRecorder();
        await using var service = await FluxKartService.StartAsync(Database.Configuration, builder => recorder.AddTo(builder.Services));

        var least = await LeastAsync(service, load, () => recorder.Statements.Count);

        Assert.Equal(statements, least);
    }

    // In a debug build, one after the other: 36 to 42 KB and 96 KB. Under load, requests share the cost of a batch.
    [Theory]
    [InlineData("known", 64)]
    [InlineData("new", 144)]
    [SameOnAllVersions("The server's version does not change what the service allocates.")]
    public async Task Identify_WhenItIsWarm_AllocatesLittle(string load, int maxKilobytes)
    {
        // A separate process, because the client and other tests allocate too.
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        await RequestAsync(service.Client, load, 0, 500);
        var before = await AllocatedBytesAsync(service.Client);

        await RequestAsync(service.Client, load, 500, 1000);

        var perRequest = (await AllocatedBytesAsync(service.Client) - before) / 1000;
        TestContext.Current.TestOutputHelper?.WriteLine($"{perRequest:F0} bytes a request");
        Assert.InRange(perRequest, 0, maxKilobytes * 1024);
    }

    private protected static async Task<int> LeastAsync(FluxKartService service, string load, Func<int> count)
    {
        var counts = new List<int>();
        for (var number = 0; number < Requests; number++)
        {
            var (email, phoneNumber) = await PrepareAsync(service.Client, load, number);
            var before = count();
            await service.Client.IdentifyAsync(email, phoneNumber);
            counts.Add(count() - before);
        }

        return counts.Min();
    }

    private static async Task RequestAsync(HttpClient client, string load, int from, int requests)
    {
        for (var number = from; number < from + requests; number++)
        {
            var (email, phoneNumber) = await PrepareAsync(client, load, number);
            await client.IdentifyAsync(email, phoneNumber);
        }
    }

    /// <summary>Stores what the request needs.</summary>
    /// <returns>The request: an email address and a phone number.</returns>
    private static async Task<(string Email, string PhoneNumber)> PrepareAsync(HttpClient client, string load, int number)
    {
        switch (load)
        {
            case "known" or "linked" when number == 0:
                await client.IdentifyAsync("known@example.com", "55501");
                break;
            case "merged":
                await client.IdentifyAsync($"older{number}@example.com", $"1{number}");
                await client.IdentifyAsync($"newer{number}@example.com", $"2{number}");
                break;
        }

        return load switch
        {
            "known" => ("known@example.com", "55501"),
            "new" => ($"new{number}@example.com", $"3{number}"),
            "linked" => ("known@example.com", $"4{number}"),
            _ => ($"older{number}@example.com", $"2{number}"),
        };
    }

    private static async Task<double> AllocatedBytesAsync(HttpClient client) => double.Parse(
        (await client.GetStringAsync("/metrics", Cancellation))
            .Split('\n')
            .Single(line => line.StartsWith("dotnet_gc_heap_total_allocated_bytes_total{", StringComparison.Ordinal))
            .Split(' ')[1],
        CultureInfo.InvariantCulture);

    public sealed class OnSqlite(SqliteDatabase database) : IdentifyCostTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : IdentifyCostTests(database), IClassFixture<PostgresDatabase>
    {
        // The transaction begins with its first statement, and ends in a round trip of its own.
        [Theory]
        [InlineData("known", 1)]
        [InlineData("new", 5)]
        [InlineData("linked", 6)]
        [InlineData("merged", 7)]
        public async Task Identify_WhenAlone_TakesAFixedNumberOfRoundTrips(string load, int roundTrips)
        {
            var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
            using var proxy = new BreakableProxy(server.Host!, server.Port);
            (server.Host, server.Port) = ("127.0.0.1", proxy.Port);
            var settings = new Dictionary<string, string?>(Database.Configuration)
            {
                ["ConnectionStrings:FluxKart"] = server.ConnectionString,
            };
            await using var service = await FluxKartService.StartAsync(settings);

            var least = await LeastAsync(service, load, () => proxy.RoundTrips);

            Assert.Equal(roundTrips, least);
        }
    }
}
