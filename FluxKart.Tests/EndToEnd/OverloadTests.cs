using System.Net;
using FluxKart.Api.Application.Identification;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 11: if more requests come than the service can serve in time, it rejects some with 503.</summary>
[SameOnAllVersions("The service's own queues decide whether it admits a request.")]
public abstract class OverloadTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Dictionary<string, string?> OneAtATime = new()
    {
        ["Identification:Batching:MaxBatchSize"] = "1",
        ["Identification:Batching:MaxQueueLength"] = "1",
    };

    [Fact]
    public async Task Identify_WhenWriteQueueIsFull_RejectsNewContactsAndServesKnownOnes()
    {
        // The clock stands still, so that no request waits too long, even on a slow machine.
        await using var service = await FluxKartService.StartAsync(
            [.. Database.ConfigurationWithTimeout(seconds: 60), .. OneAtATime],
            builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider()));
        using var queues = new Measurements<int>(service.Services, "fluxkart.identification.queue.length");
        using var batches = new Measurements<int>(service.Services, "fluxkart.identification.batch.size");
        var known = await service.Client.IdentifyAsync("known@example.com", "1");
        await using var writeLock = await DatabaseLock.BlockWritesAsync(Database);

        // One new contact is in a batch that waits for the database, after the batches of the known contact.
        // Another new contact waits in the queue behind it.
        var written = service.Client.IdentifyAsync("written@example.com", null);
        await written.WaitWhileAsync(() => batches.Values.Count < 4);
        var waiting = service.Client.IdentifyAsync("waiting@example.com", null);
        await waiting.WaitWhileAsync(() => queues.Observe("write") == 0);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var rejected = await service.Client.PostIdentifyAsync("""{"email":"refused@example.com"}""");
            await rejected.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(rejected.Headers.RetryAfter);
            Assert.Equal(known, await service.Client.IdentifyAsync("known@example.com", "1"));
        }

        await writeLock.ReleaseAsync();
        await Task.WhenAll(written, waiting);
        Assert.DoesNotContain("refused@example.com", (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Fact]
    public async Task Identify_WhenKeyIsMissing_Returns401BeforeAdmissionControl()
    {
        var admission = new Mock<IAdmissionControl>(MockBehavior.Strict);
        await using var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, .. Keys.SettingsForBoth()], builder => builder.Services.AddSingleton(admission.Object));

        using var rejected = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

        await rejected.ReadProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Identify_WhenNotAdmitted_Returns503BeforeTheBodyIsRead()
    {
        var admission = new Mock<IAdmissionControl>(MockBehavior.Strict);
        admission.Setup(control => control.TryAdmit()).Returns(false);
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(admission.Object));

        using var outcomes = new Measurements<long>(service.Services, "fluxkart.identify.requests");

        using var rejected = await service.Client.PostIdentifyAsync("no JSON");

        await rejected.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(rejected.Headers.RetryAfter);
        Assert.Equal([1], outcomes.Values);
        using var page = await service.Client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    public sealed class OnSqlite(SqliteDatabase database) : OverloadTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : OverloadTests(database), IClassFixture<PostgresDatabase>;
}
