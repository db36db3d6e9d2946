using System.Collections.Concurrent;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The process is killed under load, as by kill -9. Every acknowledged request is still stored when it starts again.</summary>
[SameOnAllVersions("The process of the service is killed, and the server runs on.")]
public abstract class KillTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Clients = 16;

    [Fact]
    public async Task Identify_WhenProcessIsKilledUnderLoad_LosesNoAcknowledgedRequest()
    {
        var acknowledged = new ConcurrentBag<(string Email, string Phone)>();
        await using (var service = await ServiceProcess.StartAsync(Database.Configuration))
        {
            var enoughAcknowledged = new TaskCompletionSource();
            var load = Enumerable.Range(0, Clients)
                .Select(client => PostUntilConnectionFailsAsync(service.Client, client, acknowledged, enoughAcknowledged))
                .ToList();
            // If the clients fail first, the test reports their failure.
            await await Task.WhenAny(enoughAcknowledged.Task, Task.WhenAll(load)).WaitAsync(Cancellation);
            await service.KillAsync();
            await Task.WhenAll(load);
        }

        await WaitForDatabaseServerAsync();
        var rows = await Database.ReadContactsAsync();
        var customers = StoredCustomers.AssertConsistent(rows)
            .SelectMany((customer, index) => customer.Split(' ').Select(value => (value, index)))
            .ToDictionary(entry => entry.value, entry => entry.index);
        Assert.All(acknowledged, request => Assert.Equal(customers[request.Email], customers[request.Phone]));

        await using var restarted = await ServiceProcess.StartAsync(Database.Configuration);
        foreach (var (email, phone) in acknowledged.Take(50))
            await restarted.Client.IdentifyAsync(email, phone);
        Assert.Equal(rows, await Database.ReadContactsAsync());
    }

    /// <summary>Waits until the database server has finished the statements that the process sent before it was killed.</summary>
    protected virtual Task WaitForDatabaseServerAsync() => Task.CompletedTask;

    private static async Task PostUntilConnectionFailsAsync(
        HttpClient client, int number, ConcurrentBag<(string Email, string Phone)> acknowledged, TaskCompletionSource enoughAcknowledged)
    {
        try
        {
            for (var request = 0; ; request++)
            {
                // In turn: a new customer, another one that the next client also touches, and a request that merges the two.
                var (email, phone) = (request % 3) switch
                {
                    0 => ($"e{number}-{request}@example.com", $"{number}00{request}"),
                    1 => ($"e{(number + 1) % Clients}-{request - 1}@example.com", $"{number}00{request}"),
                    _ => ($"e{number}-{request - 2}@example.com", $"{number}00{request - 1}"),
                };
                await client.IdentifyAsync(email, phone);
                acknowledged.Add((email, phone));
                if (acknowledged.Count >= 400)
                    enoughAcknowledged.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The process has been killed.
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : KillTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : KillTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Task WaitForDatabaseServerAsync() => Database.WaitForIdleAsync();
    }
}
