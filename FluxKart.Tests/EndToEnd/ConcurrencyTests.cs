using System.Net;
using System.Text.Json;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Concurrent requests, to one service and to two on the same database.</summary>
public abstract class ConcurrencyTests(TestDatabase database) : ServiceTests(database)
{
    [Fact]
    public async Task Identify_When200IdenticalRequestsRunConcurrently_StoresOneRow()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => IdentifyAsync(Client, "a@example.com", "1")));

        Assert.Equal(
            """{"contact":{"primaryContactId":1,"emails":["a@example.com"],"phoneNumbers":["1"],"secondaryContactIds":[]}}""",
            Assert.Single(responses.Distinct()));
        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenAChainOf300RunsConcurrentlyInRandomOrder_StoresOneCustomer()
    {
        var chain = Enumerable.Range(0, 300).Select(link => ($"e{link / 2}@example.com", $"{1000 + ((link + 1) / 2)}")).ToArray();
        Random.Shared.Shuffle(chain);

        await Task.WhenAll(chain.Select(link => IdentifyAsync(Client, link.Item1, link.Item2)));

        Assert.Single(StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    [Fact]
    public async Task Identify_WhenTwoReplicasGetConcurrentRandomRequests_StoresTheConnectedComponents()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var requests = RandomRequests(new Random(seed), 400).ToList();

        await Task.WhenAll(requests.Select((request, index) => IdentifyAsync(clients[index % 2], request.Email, request.Phone)));

        var oracle = new CustomerOracle();
        foreach (var (email, phone) in requests)
            oracle.Identify(email, phone);
        Assert.Equal(oracle.Components(), StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    /// <summary>
    /// Posts a request, and again if the service returns 503: so many concurrent requests can overload a busy machine. The test fails if
    /// the tenth attempt gets 503 too.
    /// </summary>
    private static async Task<string> IdentifyAsync(HttpClient client, string? email, string? phone)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var response = await client.PostIdentifyAsync(JsonSerializer.Serialize(new { email, phoneNumber = phone }));
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
                return body;
            Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < 10, $"{response.StatusCode}: {body}");
            await Task.Delay(response.Headers.RetryAfter!.Delta!.Value, Cancellation);
        }
    }

    private static IEnumerable<(string? Email, string? Phone)> RandomRequests(Random random, int count)
    {
        for (var request = 0; request < count; request++)
        {
            var email = $"e{random.Next(120)}@example.com";
            var phone = $"{1000 + random.Next(120)}";
            yield return random.Next(10) switch
            {
                0 => (email, null),
                1 => (null, phone),
                _ => (email, phone),
            };
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ConcurrencyTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ConcurrencyTests(database), IClassFixture<PostgresDatabase>;
}
