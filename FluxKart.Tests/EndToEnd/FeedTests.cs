using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// A reader follows the feed while many clients write to two replicas at once. It misses no event, and sees none twice or out of order.
/// </summary>
public abstract class FeedTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Writers = 8;

    [Fact]
    public async Task Read_WhenEightWritersUseTwoReplicas_GetsEveryEventOnceAndInOrder()
    {
        await using var first = await FluxKartService.StartAsync(Database.Configuration);
        await using var second = await FluxKartService.StartAsync(Database.Configuration);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var paging = FollowAsync(first.Client, writing.Token);
        var streaming = StreamAsync(second.Client, writing.Token);

        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(
            writer % 2 == 0 ? first.Client : second.Client, new Random(seed + writer), requests: 60)));

        var stored = await ReadIdsAsync();
        await writing.CancelAsync();
        // So that the stream notices that the writers have finished. The readers may get this one event too.
        await IdentifyAsync(first.Client, "last@example.com", "9999");
        Assert.Equal(stored, (await paging.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Take(stored.Count));
        Assert.Equal(stored, (await streaming.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Take(stored.Count));
    }

    [Fact]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    public async Task Read_WhenAWriterIsKilled_GetsEveryEventOnceAndInOrder()
    {
        await using var reading = await FluxKartService.StartAsync(Database.Configuration);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var paging = FollowAsync(reading.Client, writing.Token);
        for (var round = 0; round < 3; round++)
        {
            await using var writer = await ServiceProcess.StartAsync(Database.Configuration);
            var random = new Random(round);
            var load = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteUntilKilledAsync(writer.Client, random.Next())));
            var before = (await ReadIdsAsync()).Count;
            while ((await ReadIdsAsync()).Count < before + 100)
                await Task.Delay(10, Cancellation);
            await writer.KillAsync();
            await load;
        }

        await WaitForDatabaseServerAsync();
        var stored = await ReadIdsAsync();
        await writing.CancelAsync();
        Assert.Equal(stored, await paging.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
        await AssertEventsGiveThePartitionAsync();
    }

    [Fact]
    public async Task Read_WhenRequestsAreConcurrentAndRandom_GivesThePartitionOfTheOracle()
    {
        await using var first = await FluxKartService.StartAsync(Database.Configuration);
        await using var second = await FluxKartService.StartAsync(Database.Configuration);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var requests = new ConcurrentBag<(string Email, string Phone)>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(
            writer % 2 == 0 ? first.Client : second.Client, new Random(seed + writer), requests: 40, requests)));

        var oracle = new CustomerOracle();
        foreach (var (email, phone) in requests)
            oracle.Identify(email, phone);
        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
        await AssertEventsGiveThePartitionAsync();
    }

    /// <summary>Waits until the database server has finished the statements that the process sent before it was killed.</summary>
    protected virtual Task WaitForDatabaseServerAsync() => Task.CompletedTask;

    /// <summary>Replays all events from the first, and compares the primary of each contact with the stored one.</summary>
    private async Task AssertEventsGiveThePartitionAsync()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var primaries = new SortedDictionary<long, long>();
        for (long next = 0, before = -1; next != before;)
        {
            before = next;
            using var page = JsonDocument.Parse(await service.Client.GetStringAsync($"/events?after={next}&limit=1000", Cancellation));
            foreach (var item in page.RootElement.GetProperty("events").EnumerateArray())
                Replay(item, primaries);
            next = page.RootElement.GetProperty("next").GetInt64();
        }

        Assert.Equal(
            (await Database.ReadContactsAsync()).Select(row => (row.Id, row.LinkedId ?? row.Id)),
            primaries.Select(contact => (contact.Key, contact.Value)));
    }

    private static void Replay(JsonElement item, SortedDictionary<long, long> primaries)
    {
        var primaryId = item.GetProperty("contactId").GetInt64();
        var data = item.GetProperty("data");
        var moved = item.GetProperty("type").GetString() switch
        {
            "contact.created" => new List<long> { primaryId },
            "contact.linked" => [data.GetProperty("secondaryContactId").GetInt64()],
            "contact.merged" => [.. data.GetProperty("movedContactIds").EnumerateArray().Select(id => id.GetInt64())],
            var type => throw new InvalidOperationException($"Unknown type: {type}"),
        };
        foreach (var id in moved)
            primaries[id] = primaryId;
    }

    private Task<List<long>> ReadIdsAsync() => Database.QueryAsync("SELECT id FROM event ORDER BY id", row => row.GetInt64(0));

    /// <summary>Reads small pages until the writers have finished and the feed has no more.</summary>
    private static async Task<List<long>> FollowAsync(HttpClient client, CancellationToken writing)
    {
        var ids = new List<long>();
        for (var next = 0L; ;)
        {
            var isOver = writing.IsCancellationRequested;
            using var page = JsonDocument.Parse(await client.GetStringAsync($"/events?after={next}&limit=7", Cancellation));
            var read = page.RootElement.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("id").GetInt64()).ToList();
            ids.AddRange(read);
            next = page.RootElement.GetProperty("next").GetInt64();
            if (read.Count == 0 && isOver)
                return ids;
        }
    }

    /// <summary>Reads the stream until the writers have finished and all events that are then stored have come.</summary>
    private async Task<List<long>> StreamAsync(HttpClient client, CancellationToken writing)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var items = SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        var ids = new List<long>();
        while (!writing.IsCancellationRequested || ids.Count < (await ReadIdsAsync()).Count)
        {
            Assert.True(await items.MoveNextAsync());
            ids.Add(long.Parse(items.Current.EventId!, CultureInfo.InvariantCulture));
        }

        return ids;
    }

    private static async Task WriteAsync(
        HttpClient client, Random random, int requests, ConcurrentBag<(string Email, string Phone)>? sent = null)
    {
        for (var request = 0; request < requests; request++)
        {
            var (email, phone) = ($"e{random.Next(300)}@example.com", $"{1000 + random.Next(300)}");
            sent?.Add((email, phone));
            await IdentifyAsync(client, email, phone);
        }
    }

    private static async Task WriteUntilKilledAsync(HttpClient client, int seed)
    {
        var random = new Random(seed);
        try
        {
            while (true)
                await IdentifyAsync(client, $"e{random.Next(2000)}@example.com", $"{1000 + random.Next(2000)}");
        }
        catch (HttpRequestException)
        {
            // The process has been killed.
        }
    }

    private static async Task IdentifyAsync(HttpClient client, string email, string phone)
    {
        using var response = await client.PostIdentifyAsync(JsonSerializer.Serialize(new { email, phoneNumber = phone }));
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}");
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            await IdentifyAsync(client, email, phone);
    }

    public sealed class OnSqlite(SqliteDatabase database) : FeedTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : FeedTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Task WaitForDatabaseServerAsync() => Database.WaitForIdleAsync();
    }
}
