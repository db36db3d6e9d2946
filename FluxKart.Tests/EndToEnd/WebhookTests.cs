using System.Text.Json;
using System.Text.RegularExpressions;
using FluxKart.Infrastructure.Persistence.Webhooks;
using FluxKart.Infrastructure.Webhooks;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The service sends events to a real receiver.</summary>
public abstract class WebhookTests(TestDatabase database) : DatabaseTests(database)
{
    private const double Speed = 5;

    [Fact]
    public async Task Send_WhenEventsAreWritten_PostsEachInOrderAsTheFeedWritesIt()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var service = await StartAsync(receiver);

        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("a@example.com", "2");
        await service.Client.IdentifyAsync("b@example.com", "3");
        await service.Client.IdentifyAsync("b@example.com", "2");
        await receiver.WaitForAsync(4);

        var feed = JsonDocument.Parse(await service.Client.GetStringAsync("/events", Cancellation)).RootElement.GetProperty("events");
        Assert.Equal(feed.EnumerateArray().Select(entry => entry.GetRawText()), receiver.Bodies);
        Assert.All(receiver.Requests, request => ReceivedEvents.AssertSigned(request, WebhookSetup.Secret));
        Assert.Equal(["evt_1", "evt_2", "evt_3", "evt_4"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenTheEndpointIsNew_BeginsWithTheNextEvent()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using (var before = await FluxKartService.StartAsync(Database.Configuration))
            await before.Client.IdentifyAsync("a@example.com", "1");
        await using var service = await StartAsync(receiver);

        await service.Client.IdentifyAsync("b@example.com", "2");
        await receiver.WaitForAsync(1);

        Assert.Equal(["evt_2"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenTheServiceRestarts_GoesOnAfterTheLastDelivery()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using (var first = await StartAsync(receiver))
        {
            await first.Client.IdentifyAsync("a@example.com", "1");
            await receiver.WaitForAsync(1);
            await first.StopAsync();
        }

        await using (var unconfigured = await FluxKartService.StartAsync(Database.Configuration))
            await unconfigured.Client.IdentifyAsync("b@example.com", "2");
        await using var second = await StartAsync(receiver);
        await receiver.WaitForAsync(2);

        Assert.Equal(["evt_1", "evt_2"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenTypesAreConfigured_SendsOnlyThese()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var service = await StartAsync(receiver, "contact.merged");

        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        await service.Client.IdentifyAsync("b@example.com", "1");
        await receiver.WaitForAsync(1);

        Assert.Equal(["evt_3"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenTheTypeOfAFailingEventIsNotSentAnyMore_LeavesItOut()
    {
        await using var receiver = await LocalReceiver.StartAsync(RespondFirst(1, 500));
        await using (var first = await StartAsync(receiver))
        {
            await first.Client.IdentifyAsync("a@example.com", "1");
            await WaitForStateAsync(first, "failing");
            await first.StopAsync();
        }

        await using var second = await StartAsync(receiver, "contact.linked");
        await WaitForStateAsync(second, "running");
        await second.Client.IdentifyAsync("a@example.com", "2");
        await receiver.WaitForAsync(2);

        Assert.Equal(["evt_1", "evt_2"], receiver.Ids);
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Send_WhenTheReceiverIsSlow_SendsOneEventAfterTheOther()
    {
        await using var receiver = await LocalReceiver.StartAsync(context => Task.Delay(50, context.RequestAborted));
        await using var service = await StartAsync(receiver);

        await Parallel.ForAsync(1, 31, Cancellation, async (number, _) => await service.Client.IdentifyAsync(null, $"{number}"));
        await WaitForPositionAsync(service, 30);

        receiver.AssertOrderedAtLeastOnce(30);
        receiver.AssertNeverTwoAtOnce();
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Metrics_WhenAnEventFailsAndIsDelivered_CountBothByEndpoint()
    {
        await using var receiver = await LocalReceiver.StartAsync(RespondFirst(1, 500));
        // In a process of its own, because a service exports what all services of its process measure.
        await using var service = await ServiceProcess.StartAsync(SettingsFor(receiver, []));

        await service.Client.IdentifyAsync("a@example.com", "1");
        await receiver.WaitForAsync(2);

        foreach (var (metric, value) in new[] { ("sent_total", 1), ("failed_total", 1), ("behind", 0), ("lag_seconds", 0) })
        {
            var line = new Regex($$"""(?m)^fluxkart_webhooks_{{metric}}\{[^}]*webhook="shop"[^}]*\} {{value}}( \d+)?$""");
            await WaitAsync(async () => line.IsMatch(await service.Client.GetStringAsync("/metrics", Cancellation)));
        }
    }

    [Fact]
    public async Task Send_WhenTheReceiverIsDown_SendsEverythingOnceItIsBack()
    {
        var receiver = await LocalReceiver.StartAsync();
        await using var service = await StartFastAsync(receiver);
        await receiver.DisposeAsync();
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        var failing = await WaitForStateAsync(service, "failing");
        Assert.Equal(1, failing.GetProperty("failingEventId").GetInt64());
        Assert.Equal("The receiver refused the connection; check that it runs, and the port in Url.", failing.GetProperty("lastError").GetString());

        await using var back = await LocalReceiver.StartAsync(port: receiver.Url.Port);
        await back.WaitForAsync(2);

        Assert.Equal(["evt_1", "evt_2"], back.Ids);
        await WaitForStateAsync(service, "running");
    }

    [Theory]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    [InlineData(500, "The receiver responded with status 500.")]
    [InlineData(429, "The receiver responded with status 429.")]
    [InlineData(302, "The receiver responded with status 302, but redirects are not followed; set Url to its final URL.")]
    public async Task Send_WhenTheReceiverRefuses_SendsTheSameEventAgainBeforeTheNext(int status, string error)
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = RespondFirst(2, status);
        await using var service = await StartFastAsync(receiver);

        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        var failing = await WaitForStateAsync(service, "failing");
        await receiver.WaitForAsync(4);
        await WaitForStateAsync(service, "running");

        Assert.Equal(status, failing.GetProperty("lastStatus").GetInt32());
        Assert.Equal(error, failing.GetProperty("lastError").GetString());
        Assert.Equal(["evt_1", "evt_1", "evt_1", "evt_2"], receiver.Ids);
        receiver.AssertOrderedAtLeastOnce(2);
        Assert.All(receiver.Requests, request => ReceivedEvents.AssertSigned(request, WebhookSetup.Secret));
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Send_WhenTheReceiverAsksToWait_WaitsThatLong()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = RespondFirst(1, 429, retryAfter: "20");
        await using var service = await StartFastAsync(receiver);

        await service.Client.IdentifyAsync("a@example.com", "1");
        await receiver.WaitForAsync(2);

        // Without the header, the pause would be at most 5 s.
        var pause = (receiver.Requests[1].ArrivedAt - receiver.Requests[0].DepartedAt!.Value) * Speed;
        Assert.InRange(pause, TimeSpan.FromSeconds(19), TimeSpan.FromMinutes(5));
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Send_WhenTheReceiverIsGone_StopsAlsoAfterARestartUntilResumed()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = RespondFirst(1, 410);
        await using (var first = await StartAsync(receiver))
        {
            await first.Client.IdentifyAsync("a@example.com", "1");
            await WaitForStateAsync(first, "stopped");
            await first.StopAsync();
        }

        await using var second = await StartAsync(receiver);
        await WaitForSenderAsync();
        await second.Client.IdentifyAsync("b@example.com", "2");
        await Task.Delay(TimeSpan.FromSeconds(0.5), Cancellation);
        var stopped = await WaitForStateAsync(second, "stopped");
        Assert.Equal(["evt_1"], receiver.Ids);
        Assert.Equal((410, 2), (stopped.GetProperty("lastStatus").GetInt32(), stopped.GetProperty("behind").GetInt32()));

        await second.Client.PostJsonAsync("/webhooks/shop/resume", "");
        await receiver.WaitForAsync(3);

        Assert.Equal(["evt_1", "evt_1", "evt_2"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenItHasFailedForTwoDays_Stops()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = RespondFirst(int.MaxValue, 500);
        await using (var first = await StartAsync(receiver))
        {
            await first.Client.IdentifyAsync("a@example.com", "1");
            await WaitForStateAsync(first, "failing");
            await first.StopAsync();
        }

        await Database.ExecuteAsync(
            "UPDATE webhook SET failingsince = '2026-01-01 00:00:00', nextattemptat = '2026-01-02 00:00:00'");
        await using var second = await StartAsync(receiver);

        var stopped = await WaitForStateAsync(second, "stopped");
        Assert.Equal("The receiver responded with status 500.", stopped.GetProperty("lastError").GetString());
    }

    [Fact]
    public async Task Send_WhenAnAttemptFailsWhileTheServiceStops_StoresTheFailure()
    {
        var isStopping = new TaskCompletionSource();
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = async context =>
        {
            await isStopping.Task;
            context.Response.StatusCode = 410;
        };
        // Slow, so that the attempt has far more time left than the test needs.
        await using var service = await StartAtSpeedAsync(0.1, receiver);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await receiver.WaitForAsync(1);

        var stopped = service.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.5), Cancellation);
        isStopping.SetResult();
        await stopped;

        Assert.Equal(["Stopped"], await Database.QueryAsync("SELECT state FROM webhook", row => row.GetString(0)));
    }

    [Fact]
    public async Task Send_WhenAnEventIsSkipped_GoesOnWithTheNext()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = context =>
        {
            context.Response.StatusCode = context.Request.Headers["webhook-id"] == "evt_1" ? 400 : 200;
            return Task.CompletedTask;
        };
        await using var service = await StartAsync(receiver);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        await WaitForStateAsync(service, "failing");

        await service.Client.PostJsonAsync("/webhooks/shop/skip", "");
        await WaitAsync(() => receiver.Ids.Contains("evt_2"));

        Assert.Equal("evt_2", receiver.Ids[^1]);
        await WaitForPositionAsync(service, 2);
    }

    [Fact]
    public async Task Send_WhenReplayed_SendsEverythingAfterTheEventWithTheSameIds()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var service = await StartAsync(receiver);
        foreach (var phone in new[] { "1", "2", "3" })
            await service.Client.IdentifyAsync(null, phone);
        await receiver.WaitForAsync(3);
        await WaitForPositionAsync(service, 3);

        await service.Client.PostJsonAsync("/webhooks/shop/replay", """{"after":1}""");
        await receiver.WaitForAsync(5);
        await service.Client.IdentifyAsync(null, "4");
        await receiver.WaitForAsync(6);

        Assert.Equal(["evt_1", "evt_2", "evt_3", "evt_2", "evt_3", "evt_4"], receiver.Ids);
        Assert.Equal(receiver.Bodies.Skip(1).Take(2), receiver.Bodies.Skip(3).Take(2));
    }

    [Fact]
    public async Task Send_WhenTheCustomerIsErasedDuringAPause_SendsNoReason()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = RespondFirst(1, 500, retryAfter: "30");
        await using var service = await StartFastAsync(receiver, "contact.split", "contact.erased");
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("a@example.com", "2");

        await service.Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2],"reason":"two people, marked"}""");
        await WaitForStateAsync(service, "failing");
        using (var erased = await service.Client.DeleteAsync("/contacts/2", Cancellation))
            Assert.True(erased.IsSuccessStatusCode);
        await receiver.WaitForAsync(3);

        Assert.Contains("two people, marked", receiver.Bodies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("marked", receiver.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenTheCustomerIsErasedDuringAPause_SendsNoReasonOfALaterEvent()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var service = await StartFastAsync(receiver, "contact.split", "contact.erased");
        foreach (var phone in new[] { "1", "2", "3" })
            await service.Client.IdentifyAsync("a@example.com", phone);
        await service.Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2],"reason":"two people, marked"}""");
        await service.Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[3],"reason":"two more people, marked"}""");
        await receiver.WaitForAsync(2);

        // Both events are read at once.
        receiver.Respond = RespondFirst(1, 500, retryAfter: "30");
        await service.Client.PostJsonAsync("/webhooks/shop/replay", """{"after":0}""");
        await WaitForStateAsync(service, "failing");
        using (var erased = await service.Client.DeleteAsync("/contacts/1", Cancellation))
            Assert.True(erased.IsSuccessStatusCode);
        await WaitAsync(() => receiver.Bodies[^1].Contains("contact.erased", StringComparison.Ordinal));

        Assert.All(receiver.Bodies.Skip(3), body => Assert.DoesNotContain("marked", body, StringComparison.Ordinal));
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Send_WhenOneEndpointHangs_ServesTheOthersAndRequestsAndStopsInTime()
    {
        await using var hanging = await LocalReceiver.StartAsync();
        hanging.Respond = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var receiver = await LocalReceiver.StartAsync();
        var settings = WebhookSetup.Settings(hanging, 0, "hanging").Concat(WebhookSetup.Settings(receiver, 1, "shop"));
        // At the real speed: no timeout ends the request that hangs.
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. settings]);
        for (var number = 1; number <= 20; number++)
            await service.Client.IdentifyAsync(null, $"{number}");
        await receiver.WaitForAsync(20);
        await hanging.WaitForAsync(1);

        await service.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(["evt_1"], hanging.Ids);
    }

    [Fact]
    [SameOnAllVersions("The receiver decides what the sender does next.")]
    public async Task Send_WhenTheReceiverDoesNotRespond_FailsAfter15Seconds()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        receiver.Respond = context =>
        {
            receiver.Respond = _ => Task.CompletedTask;
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await using var service = await StartFastAsync(receiver);

        await service.Client.IdentifyAsync("a@example.com", "1");
        var failing = await WaitForStateAsync(service, "failing");
        await receiver.WaitForAsync(2);

        Assert.Equal("The receiver did not respond within 15 seconds.", failing.GetProperty("lastError").GetString());
        Assert.Equal(["evt_1", "evt_1"], receiver.Ids);
    }

    [Fact]
    public async Task Send_WhenTheCertificateIsNotTrusted_SendsNothing()
    {
        await using var receiver = await LocalReceiver.StartAsync(useHttps: true);
        await using var service = await StartAsync(receiver);

        await service.Client.IdentifyAsync("a@example.com", "1");
        var failing = await WaitForStateAsync(service, "failing");

        Assert.StartsWith("No secure connection could be made;", failing.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Send_WhenSeveralReplicasRun_OnlyOneSendsAndAnotherTakesOverWhenItStops()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        var replicas = new Queue<FluxKartService>();
        for (var replica = 0; replica < 4; replica++)
            replicas.Enqueue(await StartAsync(receiver));

        var written = 0;
        while (replicas.TryDequeue(out var first))
        {
            await Parallel.ForAsync(0, 50, Cancellation, async (_, _) =>
                await first.Client.IdentifyAsync(null, $"{Interlocked.Increment(ref written)}"));
            await first.StopAsync();
            await first.DisposeAsync();
        }

        await using var last = await StartAsync(receiver);
        await receiver.WaitForAsync(written);

        Assert.Equal(Enumerable.Range(1, written).Select(id => $"evt_{id}"), receiver.Ids);
        receiver.AssertNeverTwoAtOnce();
    }

    [Fact]
    public async Task Send_WhenTheProcessWasSuspendedAndAnotherHoldsTheLease_SendsNoFurtherEvent()
    {
        var clock = new ScaledClock(1);
        var continued = new TaskCompletionSource();
        await using var receiver = await LocalReceiver.StartAsync(context => continued.Task.WaitAsync(context.RequestAborted));
        await using var service = await FluxKartService.StartAsync(
            SettingsFor(receiver, []),
            builder => builder.Services.AddKeyedSingleton<TimeProvider>(WebhooksRegistration.ClockKey, clock));
        await service.Client.IdentifyAsync(null, "1");
        await service.Client.IdentifyAsync(null, "2");
        await receiver.WaitForAsync(1);

        var repository = service.Services.GetRequiredService<WebhookRepository>();
        LeaseSighting seen;
        do
            seen = await repository.GetLeaseAsync("shop", Cancellation);
        while (!await repository.TryTakeLeaseAsync("shop", seen, "another replica", Cancellation));
        clock.Jump(TimeSpan.FromSeconds(10));
        continued.SetResult();

        // The other one does nothing, so this one begins again where the stored position is.
        await receiver.WaitForAsync(3);
        Assert.Equal(["evt_1", "evt_1", "evt_2"], receiver.Ids);
    }

    /// <summary>Responds to so many requests with one status, and to all others with 200.</summary>
    private static Func<HttpContext, Task> RespondFirst(int count, int status, string? retryAfter = null) => context =>
    {
        var isFirst = Interlocked.Decrement(ref count) >= 0;
        context.Response.StatusCode = isFirst ? status : 200;
        if (isFirst && retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    private Task<FluxKartService> StartAsync(LocalReceiver receiver, params string[] types) =>
        FluxKartService.StartAsync(SettingsFor(receiver, types));

    /// <summary>Starts a service whose senders have a fast clock, so that their pauses and timeouts are over soon.</summary>
    private Task<FluxKartService> StartFastAsync(LocalReceiver receiver, params string[] types) =>
        StartAtSpeedAsync(Speed, receiver, types);

    private Task<FluxKartService> StartAtSpeedAsync(double speed, LocalReceiver receiver, params string[] types) =>
        FluxKartService.StartAsync(
            SettingsFor(receiver, types),
            builder => builder.Services.AddKeyedSingleton<TimeProvider>(WebhooksRegistration.ClockKey, new ScaledClock(speed)));

    private IEnumerable<KeyValuePair<string, string?>> SettingsFor(LocalReceiver receiver, string[] types) =>
    [
        .. Database.Configuration,
        .. WebhookSetup.Settings(receiver),
        .. types.Select((type, index) => new KeyValuePair<string, string?>($"Webhooks:Endpoints:0:Types:{index}", type)),
    ];

    private static async Task<JsonElement> ReadWebhookAsync(FluxKartService service) =>
        JsonDocument.Parse(await service.Client.GetStringAsync("/webhooks", Cancellation)).RootElement.GetProperty("webhooks")[0];

    /// <summary>Waits until a service has the lease.</summary>
    private Task WaitForSenderAsync() => WaitAsync(async () =>
        (await Database.QueryAsync("SELECT name FROM webhook WHERE owner IS NOT NULL", row => row.GetString(0))).Count > 0);

    private static Task WaitForPositionAsync(FluxKartService service, long position) =>
        WaitAsync(async () => (await ReadWebhookAsync(service)).GetProperty("position").GetInt64() == position);

    private static async Task<JsonElement> WaitForStateAsync(FluxKartService service, string state)
    {
        JsonElement webhook = default;
        await WaitAsync(async () =>
        {
            webhook = await ReadWebhookAsync(service);
            return webhook.GetProperty("state").GetString() == state;
        });
        return webhook;
    }

    private static Task WaitAsync(Func<bool> condition) => WaitAsync(() => Task.FromResult(condition()));

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (var attempts = 0; !await condition(); attempts++)
        {
            Assert.True(attempts < 3000, "It did not happen within 60 s.");
            await Task.Delay(20, Cancellation);
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : WebhookTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : WebhookTests(database), IClassFixture<PostgresDatabase>;
}
