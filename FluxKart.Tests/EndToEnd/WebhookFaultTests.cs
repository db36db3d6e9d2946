using FluxKart.Tests.Databases;
using FluxKart.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// Processes are killed, and the database goes away, while events are sent. The receiver gets every event at least once, in order, and
/// never two at the same time.
/// </summary>
public abstract class WebhookFaultTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Events = 10_000;

    [Fact]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    public async Task Send_WhenTheServiceIsKilledTwiceDuring10000Events_LosesNone()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        KeyValuePair<string, string?>[] settings = [.. Database.Configuration, .. WebhookSetup.Settings(receiver)];
        var written = 0;
        foreach (var part in new[] { Events / 3, Events / 3, Events - (2 * (Events / 3)) })
        {
            await using var service = await ServiceProcess.StartAsync(settings);
            // The receiver takes half of the events and then hangs, so that the service is killed while it sends.
            var last = written + part < Events ? written + (part / 2) : Events;
            receiver.Respond = context => ReceivedEvents.IdOf(context.Request) > last ? HangAsync(context) : Task.CompletedTask;
            await WriteEventsAsync(service.Client, written, part);
            written += part;
            await receiver.WaitForAsync(() => receiver.Requests.Any(request => request.EventId == Math.Min(last + 1, Events)));
            if (written < Events)
                await service.KillAsync();
        }

        receiver.AssertOrderedAtLeastOnce(Events);
        receiver.AssertNeverTwoAtOnce();
    }

    [Theory]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Send_WhenTheSenderOfSeveralReplicasIsKilled_AnotherTakesOverWithin15Seconds(int replicas)
    {
        await using var receiver = await LocalReceiver.StartAsync();
        KeyValuePair<string, string?>[] settings = [.. Database.Configuration, .. WebhookSetup.Settings(receiver)];
        await using var sender = await ServiceProcess.StartAsync(settings);
        await sender.Client.IdentifyAsync(null, "1");
        await receiver.WaitForAsync(1);
        var others = new List<ServiceProcess>();
        try
        {
            for (var replica = 1; replica < replicas; replica++)
                others.Add(await ServiceProcess.StartAsync(settings));

            var load = Task.WhenAll(others.Select((other, index) => WriteEventsAsync(other.Client, 1 + (1000 * index), 1000)));
            await receiver.WaitForAsync(() => receiver.Requests.Count > 100);
            await sender.KillAsync();
            var killedAt = TimeProvider.System.GetTimestamp();
            var before = receiver.Requests.Count;
            await receiver.WaitForAsync(() => receiver.Requests.Count > before + 1);
            Assert.InRange(TimeProvider.System.GetElapsedTime(killedAt), TimeSpan.Zero, TimeSpan.FromSeconds(15));
            await load;
            await receiver.WaitForAsync(() => receiver.Requests.Any(request => request.EventId == 1 + (1000 * others.Count)));
        }
        finally
        {
            foreach (var other in others)
                await other.DisposeAsync();
        }

        receiver.AssertOrderedAtLeastOnce(1 + (1000 * others.Count));
        receiver.AssertNeverTwoAtOnce();
    }

    private static Task HangAsync(HttpContext context)
    {
        // What the receiver records. It has not taken the event.
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.Delay(Timeout.Infinite, context.RequestAborted);
    }

    protected static Task WriteEventsAsync(HttpClient client, int from, int count) => Parallel.ForAsync(
        from + 1,
        from + count + 1,
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
        async (number, _) => await client.IdentifyAsync(null, $"{number}"));

    public sealed class OnSqlite(SqliteDatabase database) : WebhookFaultTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : WebhookFaultTests(database), IClassFixture<PostgresDatabase>
    {
        [Fact]
        public async Task Send_WhenTheDatabaseIsGoneForAWhile_GoesOnWhereItWas()
        {
            await using var receiver = await LocalReceiver.StartAsync();
            await using var outage = new PostgresOutage(Database);
            await using var service = await FluxKartService.StartAsync([.. outage.Configuration, .. WebhookSetup.Settings(receiver)]);
            await WriteEventsAsync(service.Client, 0, 100);
            await receiver.WaitForAsync(100);

            await outage.BeginAsync();
            // Longer than the sender may go on without a renewal of its lease.
            await Task.Delay(TimeSpan.FromSeconds(7), Cancellation);
            await outage.EndAsync();
            await WriteEventsAsync(service.Client, 100, 100);
            await receiver.WaitForAsync(() => receiver.Requests.Any(request => request.EventId == 200));

            receiver.AssertOrderedAtLeastOnce(200);
            receiver.AssertNeverTwoAtOnce();
        }

        [Fact]
        public async Task Send_WhenAnotherServerTakesOver_LosesNoEvent()
        {
            var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
            using var primary = new BreakableProxy(server.Host!, server.Port);
            using var other = new BreakableProxy(server.Host!, server.Port);
            server.Host = $"127.0.0.1:{primary.Port},127.0.0.1:{other.Port}";
            server.Remove("Port");
            await using var receiver = await LocalReceiver.StartAsync();
            await using var service = await FluxKartService.StartAsync(
            [
                .. Database.Configuration,
                new("ConnectionStrings:FluxKart", server.ConnectionString),
                .. WebhookSetup.Settings(receiver),
            ]);
            await WriteEventsAsync(service.Client, 0, 100);

            primary.Break();
            await WriteEventsAsync(service.Client, 100, 100);
            await receiver.WaitForAsync(() => receiver.Requests.Any(request => request.EventId == 200));

            receiver.AssertOrderedAtLeastOnce(200);
            receiver.AssertNeverTwoAtOnce();
        }
    }
}
