using System.Collections.Concurrent;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The process ends as by kill -9 under load: what it has acknowledged is there when it starts again.</summary>
public abstract class KillTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Clients = 16;

    [Fact]
    public async Task Identify_WhenTheProcessIsKilledUnderLoad_LosesNothingThatWasAcknowledged()
    {
        var acknowledged = new ConcurrentBag<(string Email, string Phone)>();
        await using (var service = await ServiceProcess.StartAsync(Database.Configuration))
        {
            var enough = new TaskCompletionSource();
            var load = Enumerable.Range(0, Clients).Select(client => PostUntilItBreaksAsync(service.Client, client, acknowledged, enough)).ToList();
            // Should the clients fail first, their failure is told.
            await await Task.WhenAny(enough.Task, Task.WhenAll(load)).WaitAsync(Cancellation);
            await service.KillAsync();
            await Task.WhenAll(load);
        }

        await WaitForServerAsync();
        var rows = await Database.ReadContactsAsync();
        var customers = StoredCustomers.AssertConsistent(rows).SelectMany((customer, index) => customer.Split(' ').Select(value => (value, index)))
            .ToDictionary(entry => entry.value, entry => entry.index);
        Assert.All(acknowledged, request => Assert.Equal(customers[request.Email], customers[request.Phone]));

        await using var restarted = await ServiceProcess.StartAsync(Database.Configuration);
        foreach (var (email, phone) in acknowledged.Take(50))
            await restarted.Client.IdentifyAsync(email, phone);
        Assert.Equal(rows, await Database.ReadContactsAsync());
    }

    /// <summary>Waits until a database server has done what the process still sent.</summary>
    protected virtual Task WaitForServerAsync() => Task.CompletedTask;

    private static async Task PostUntilItBreaksAsync(
        HttpClient client, int number, ConcurrentBag<(string Email, string Phone)> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            for (var request = 0; ; request++)
            {
                // By turns two new customers, one of which the next client touches too, and a request that merges them.
                var (email, phone) = (request % 3) switch
                {
                    0 => ($"e{number}-{request}@example.com", $"{number}00{request}"),
                    1 => ($"e{(number + 1) % Clients}-{request - 1}@example.com", $"{number}00{request}"),
                    _ => ($"e{number}-{request - 2}@example.com", $"{number}00{request - 1}"),
                };
                await client.IdentifyAsync(email, phone);
                acknowledged.Add((email, phone));
                if (acknowledged.Count >= 400)
                    enough.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The process is gone.
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : KillTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : KillTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Task WaitForServerAsync() => Database.WaitForIdleAsync();
    }
}
