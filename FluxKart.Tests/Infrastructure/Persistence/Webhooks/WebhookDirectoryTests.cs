using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Webhooks;

/// <summary>What a person reads and changes of a webhook.</summary>
public abstract class WebhookDirectoryTests(TestDatabase database) : WebhookStoreTests(database)
{
    [Fact]
    public async Task FindAsync_WhenNoSenderHasRun_ReturnsNull()
    {
        Assert.Null(await Directory.FindAsync(Mail, Cancellation));

        await Repository.EnsureAsync(Mail, Cancellation);

        Assert.Equal(Mail, (await Directory.FindAsync(Mail, Cancellation))?.Name);
        Assert.Null(await Directory.FindAsync("other", Cancellation));
    }

    [Fact]
    public async Task CountAfterAsync_WhenTypesAreGiven_CountsOnlyThese()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await IdentifyAsync(Details("b@example.com", "1"));
        await IdentifyAsync(Details("c@example.com", "3"));

        Assert.Equal(3, await Directory.CountAfterAsync(0, [], Cancellation));
        Assert.Equal(2, await Directory.CountAfterAsync(0, [EventTypes.ContactCreated], Cancellation));
        Assert.Equal(1, await Directory.CountAfterAsync(1, [EventTypes.ContactCreated], Cancellation));
        Assert.Equal(2, await Directory.CountAfterAsync(1, [EventTypes.ContactCreated, EventTypes.ContactLinked], Cancellation));
        Assert.Equal(0, await Directory.CountAfterAsync(3, [], Cancellation));
    }

    [Fact]
    public async Task ResumeAsync_WhenTheWebhookHasStopped_RunsAndStaysWhereItWas()
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 200, Now);
            webhook.RecordFailure(8, new DeliveryFailure(410, "gone", IsGone: true, RetryAfter: null), Now, random: 0);
        });

        await Directory.ResumeAsync(Mail, Cancellation);

        AssertResumed(await GetAsync(), position: 7, revision: 1);
    }

    [Fact]
    public async Task ResumeAsync_WhenTheWebhookRuns_ChangesNothing()
    {
        await SaveAsync(webhook => webhook.RecordDelivery(7, 200, Now));

        await Directory.ResumeAsync(Mail, Cancellation);

        AssertResumed(await GetAsync(), position: 7, revision: 0);
    }

    [Fact]
    public async Task SkipAsync_WhenAnEventHasFailed_GoesOnAfterIt()
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 200, Now);
            Fail(webhook, 9);
        });

        Assert.True(await Directory.SkipAsync(Mail, Cancellation));

        AssertResumed(await GetAsync(), position: 9, revision: 1);
        Assert.False(await Directory.SkipAsync(Mail, Cancellation));
        AssertResumed(await GetAsync(), position: 9, revision: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task ReplayAsync_WhenTheWebhookHasComeThatFar_GoesBack(long after)
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 200, Now);
            Fail(webhook, 9);
        });

        Assert.True(await Directory.ReplayAsync(Mail, after, Cancellation));

        AssertResumed(await GetAsync(), after, revision: 1);
    }

    [Fact]
    public async Task ReplayAsync_WhenTheWebhookHasNotComeThatFar_ChangesNothing()
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 200, Now);
            Fail(webhook, 9);
        });

        Assert.False(await Directory.ReplayAsync(Mail, 8, Cancellation));

        var webhook = await GetAsync();
        Assert.Equal((7L, WebhookState.Failing, 9L, 0L), (webhook.Position, webhook.State, webhook.FailingEventId, webhook.Revision));
    }

    [Fact]
    public async Task ReplayAsync_WhenNoSenderHasRun_LetsTheFirstOneBeginThere()
    {
        await CauseEventsAsync(2);

        Assert.True(await Directory.ReplayAsync(Mail, 1, Cancellation));
        await Repository.EnsureAsync(Mail, Cancellation);

        AssertResumed(await GetAsync(), position: 1, revision: 1);
    }

    [Fact]
    public async Task Changes_WhenThereAreOtherWebhooks_LeaveThemAlone()
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 200, Now);
            Fail(webhook, 9);
        });
        await Repository.EnsureAsync("other", Cancellation);

        await Directory.ResumeAsync("other", Cancellation);
        await Directory.SkipAsync("other", Cancellation);
        await Directory.ReplayAsync("other", 0, Cancellation);

        var webhook = await GetAsync();
        Assert.Equal((7L, WebhookState.Failing, 9L, 0L), (webhook.Position, webhook.State, webhook.FailingEventId, webhook.Revision));
    }

    [Fact]
    public async Task EveryStatement_WhenAFaultPersists_ReportsTheStoreAsUnavailable()
    {
        Fault.Times = int.MaxValue;

        // Each on a context of its own, because each waits for the end of all retries.
        Func<IWebhookDirectory, Task>[] statements =
        [
            directory => directory.FindAsync(Mail, Cancellation),
            directory => directory.CountAfterAsync(0, [], Cancellation),
            directory => directory.ResumeAsync(Mail, Cancellation),
            directory => directory.SkipAsync(Mail, Cancellation),
            directory => directory.ReplayAsync(Mail, 0, Cancellation),
        ];
        await Task.WhenAll(statements.Select(async run =>
        {
            await using var scope = Services.CreateAsyncScope();
            var directory = scope.ServiceProvider.GetRequiredService<IWebhookDirectory>();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => run(directory));
        }));
    }

    private static void AssertResumed(Webhook webhook, long position, long revision)
    {
        Assert.Equal((position, WebhookState.Running, revision), (webhook.Position, webhook.State, webhook.Revision));
        Assert.Equal((null, null, 0, null), (webhook.FailingEventId, webhook.FailingSince, webhook.Attempts, webhook.NextAttemptAt));
    }

    public sealed class OnSqlite(SqliteDatabase database) : WebhookDirectoryTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : WebhookDirectoryTests(database), IClassFixture<PostgresDatabase>;
}
