using System.Globalization;
using System.Net;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Orders and changes by hand at the same time, on two replicas of the service with one database.</summary>
public abstract class ChangeRaceTests(TestDatabase database) : ServiceTests(database)
{
    [Fact]
    public async Task Changes_WhenTheyRunBesideOrders_KeepEveryPromise()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            var requests = new RandomChanges(new Random(seed + worker), values: 12);
            var sent = new List<(string Request, HttpStatusCode Status)>();
            for (var number = 0; number < 60; number++)
            {
                var (method, path, body) = requests.Next();
                using var response = await clients[worker % 2].SendAsync(RandomChanges.ToMessage(method, path, body), Cancellation);
                requests.Learn(await response.Content.ReadAsStringAsync(Cancellation));
                sent.Add(($"{method} {path} {body}", response.StatusCode));
            }

            return sent;
        }));

        Assert.All(statuses.SelectMany(sent => sent), sent => Assert.True((int)sent.Status < 500, $"{sent}"));
        await AssertPromisesAsync();
    }

    [Fact]
    public async Task Erase_WhenAllHoldersOfAMarkAreErasedAtOnce_TakesTheMarkWithThem()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        for (var round = 0; round < 10; round++)
        {
            await Database.EmptyAsync();
            await Client.PostJsonAsync("/shared-identifiers", """{"phoneNumber":"5551"}""", HttpStatusCode.Created);
            foreach (var customer in Enumerable.Range(1, 4))
                await Client.IdentifyAsync($"e{customer}@example.com", "5551");

            await Task.WhenAll(Enumerable.Range(1, 4).Select(async id =>
            {
                using var response = await clients[id % 2].DeleteAsync($"/contacts/{id}", Cancellation);
                Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
            }));

            Assert.Equal("""{"sharedIdentifiers":[],"next":null}""", await Client.GetJsonAsync("/shared-identifiers"));
        }
    }

    [Fact]
    public async Task Split_WhenOrdersWithValuesOfBothRunBesideIt_TheTwoAreApartAfterwards()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        for (var round = 0; round < 10; round++)
        {
            await Database.EmptyAsync();
            await Client.IdentifyAsync("ann@example.com", "5551");
            await Client.IdentifyAsync("bob@example.com", "5551");
            await Client.IdentifyAsync("bob@example.com", "5552");
            var orders = Enumerable.Range(0, 12).Select(order => clients[order % 2].IdentifyAsync(
                order % 3 == 0 ? "ann@example.com" : "bob@example.com", $"{5551 + (order % 4)}"));
            var splits = Enumerable.Range(0, 3).Select(split => clients[split % 2].PostJsonAsync("/contacts/1/split", """{"contactIds":[2,3]}"""));

            await Task.WhenAll([.. orders, .. splits]);

            var primaries = (await Database.ReadContactsAsync()).ToDictionary(row => row.Id, row => row.LinkedId ?? row.Id);
            Assert.NotEqual(primaries[1], primaries[2]);
            Assert.Equal(primaries[2], primaries[3]);
            await AssertPromisesAsync();
        }
    }

    [Fact]
    public async Task Mark_WhenItRunsManyTimesAtOnce_MarksOnce()
    {
        await using var replica = await FluxKartService.StartAsync(Database.Configuration);
        var clients = new[] { Client, replica.Client };
        await Client.IdentifyAsync("ann@example.com", "5551");
        await Client.IdentifyAsync("bob@example.com", "5551");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async mark =>
        {
            using var response = await clients[mark % 2].PostAsync("/shared-identifiers", """{"phoneNumber":"5551","takeApart":true}""");
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.Equal(19, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.EndsWith(",\"next\":4}", await Client.GetJsonAsync("/events"), StringComparison.Ordinal);
    }

    private async Task AssertPromisesAsync()
    {
        var rows = await Database.ReadContactsAsync();
        var live = rows.Where(row => row.Email is not null || row.PhoneNumber is not null).ToList();
        StoredCustomers.AssertLinks(live);

        var replay = new EventReplay();
        var after = 0L;
        while (true)
        {
            var page = await Client.GetStringAsync($"/events?limit=1000&after={after.ToString(CultureInfo.InvariantCulture)}", Cancellation);
            if (replay.Apply(page) is not { } last)
                break;
            after = last;
        }

        var primaries = live.ToDictionary(row => row.Id, row => row.LinkedId ?? row.Id);
        Assert.Equal(primaries.OrderBy(pair => pair.Key), replay.PrimaryOf.OrderBy(pair => pair.Key));

        var separations = await Database.QueryAsync("SELECT contactid, othercontactid FROM separation", row => (row.GetInt64(0), row.GetInt64(1)));
        Assert.All(separations, pair => Assert.NotEqual(primaries[pair.Item1], primaries[pair.Item2]));
        Assert.Equal(
            replay.KeptApart.Order(),
            separations.Select(pair => EventReplay.Pair(primaries[pair.Item1], primaries[pair.Item2])).Distinct().Order());

        var marks = await Database.QueryAsync(
            "SELECT id, COALESCE(email, phonenumber) FROM sharedidentifier", row => (Id: row.GetInt64(0), Value: row.GetString(1)));
        Assert.Equal(marks.Count, marks.DistinctBy(mark => mark.Value).Count());
        Assert.Equal(marks.Select(mark => mark.Id).Order(), replay.Marks.Keys.Order());
        foreach (var row in live)
        {
            foreach (var mark in marks)
            {
                if (row.Email == mark.Value && replay.LastMatchByEmail.TryGetValue(row.Id, out var byEmail))
                    Assert.True(byEmail < replay.Marks[mark.Id], $"{row} linked after mark {mark.Id}.");
                if (row.PhoneNumber == mark.Value && replay.LastMatchByPhone.TryGetValue(row.Id, out var byPhone))
                    Assert.True(byPhone < replay.Marks[mark.Id], $"{row} linked after mark {mark.Id}.");
            }
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ChangeRaceTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ChangeRaceTests(database), IClassFixture<PostgresDatabase>;
}
