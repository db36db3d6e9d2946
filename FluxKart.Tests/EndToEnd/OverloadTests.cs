using System.Net;
using FluxKart.Api.Application.Identification;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Section 8 of the contract: more requests than the service can carry are refused at once, instead of waiting without end.</summary>
public abstract class OverloadTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Dictionary<string, string?> OneAtATime = new()
    {
        ["Identification:Batching:MaxBatchSize"] = "1",
        ["Identification:Batching:MaxQueueLength"] = "1",
    };

    [Fact]
    public async Task Identify_WhenNoMoreCanBeWritten_RefusesNewContactsAndAnswersKnownOnes()
    {
        // A clock that stands still: nobody has waited for too long, however slow the machine.
        await using var service = await FluxKartService.StartAsync(
            [.. Database.ConfigurationWithTimeout(seconds: 60), .. OneAtATime],
            builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider()));
        using var queues = new Measurements<int>(service.Services, "fluxkart.identification.queue.length");
        using var batches = new Measurements<int>(service.Services, "fluxkart.identification.batch.size");
        var known = await service.Client.IdentifyAsync("known@example.com", "1");
        await using var held = await HeldDatabase.HoldWritesAsync(Database);

        // One new contact in a batch that waits for the database, after those of the known one, and one in the queue behind it.
        var written = service.Client.IdentifyAsync("written@example.com", null);
        await WaitWhileAsync(written, () => batches.Values.Count < 4);
        var waiting = service.Client.IdentifyAsync("waiting@example.com", null);
        await WaitWhileAsync(waiting, () => queues.Observe("write") == 0);
        for (var times = 0; times < 3; times++)
        {
            using var refusal = await service.Client.PostIdentifyAsync("""{"email":"refused@example.com"}""");
            await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refusal.Headers.RetryAfter);
            Assert.Equal(known, await service.Client.IdentifyAsync("known@example.com", "1"));
        }

        await held.GiveBackAsync();
        await Task.WhenAll(written, waiting);
        Assert.DoesNotContain("refused@example.com", (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Fact]
    public async Task Identify_WhenNoMoreCanBeReadForAStranger_AnswersThatTheKeyIsMissing()
    {
        var admission = new Mock<IAdmissionControl>(MockBehavior.Strict);
        await using var service = await FluxKartService.StartAsync(
            [.. Database.Configuration, .. Keys.Both()], builder => builder.Services.AddSingleton(admission.Object));

        using var refusal = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

        await refusal.ReadProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Identify_WhenNoMoreCanBeRead_RefusesBeforeTheBodyIsRead()
    {
        var admission = new Mock<IAdmissionControl>(MockBehavior.Strict);
        admission.Setup(control => control.TryAdmit()).Returns(false);
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(admission.Object));

        using var outcomes = new Measurements<long>(service.Services, "fluxkart.identify.requests");

        using var refusal = await service.Client.PostIdentifyAsync("no JSON");

        await refusal.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(refusal.Headers.RetryAfter);
        Assert.Equal([1], outcomes.Values);
        using var page = await service.Client.GetAsync("/", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    /// <summary>Waits while a condition holds, or until a request that should go on for longer has failed.</summary>
    private static async Task WaitWhileAsync(Task request, Func<bool> condition)
    {
        while (condition())
        {
            if (request.IsCompleted)
                await request;
            await Task.Delay(10, Cancellation);
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : OverloadTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : OverloadTests(database), IClassFixture<PostgresDatabase>;
}
