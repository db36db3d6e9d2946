using System.Text.RegularExpressions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Webhooks;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Webhooks;

/// <summary>What a sender stores, and that only the holder of the lease does.</summary>
public abstract partial class WebhookRepositoryTests(TestDatabase database) : WebhookStoreTests(database)
{
    private readonly StatementRecorder recorder = new();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        recorder.AddTo(services);
    }

    [Fact]
    public async Task EnsureAsync_WhenTheEndpointIsNew_BeginsAfterTheNewestEvent()
    {
        await CauseEventsAsync(3);

        await Repository.EnsureAsync(Mail, Cancellation);

        var webhook = await GetAsync();
        Assert.Equal((Mail, 3L, WebhookState.Running, 0L), (webhook.Name, webhook.Position, webhook.State, webhook.Revision));
        Assert.Null(webhook.LastDeliveredAt);
    }

    [Fact]
    public async Task EnsureAsync_WhenThereAreNoEvents_BeginsWithTheFirst()
    {
        await Repository.EnsureAsync(Mail, Cancellation);

        Assert.Equal(0, (await GetAsync()).Position);
    }

    [Fact]
    public async Task EnsureAsync_WhenTheEndpointIsStored_KeepsItsPosition()
    {
        await Repository.EnsureAsync(Mail, Cancellation);
        await CauseEventsAsync(2);

        await Repository.EnsureAsync(Mail, Cancellation);

        Assert.Equal(0, (await GetAsync()).Position);
    }

    [Fact]
    public async Task EnsureAsync_WhenAFaultIsTransient_TriesAgain()
    {
        Fault.Times = 2;

        await Repository.EnsureAsync(Mail, Cancellation);

        Assert.Equal(0, Fault.Times);
        Assert.Equal(Mail, (await GetAsync()).Name);
    }

    [Fact]
    public async Task EveryStatement_WhenAFaultPersists_ReportsTheStoreAsUnavailable()
    {
        await Repository.EnsureAsync(Mail, Cancellation);
        var webhook = await GetAsync();
        Fault.Times = int.MaxValue;

        // Each on a context of its own, because each waits for the end of all retries.
        Func<WebhookRepository, Task>[] statements =
        [
            repository => repository.EnsureAsync(Mail, Cancellation),
            repository => repository.GetAsync(Mail, Cancellation),
            repository => repository.GetLeaseAsync(Mail, Cancellation),
            repository => repository.TryTakeLeaseAsync(Mail, new LeaseSighting(null, 0), "a", Cancellation),
            repository => repository.RenewLeaseAsync(Mail, "a", Cancellation),
            repository => repository.ReleaseLeaseAsync(Mail, "a", Cancellation),
            repository => repository.TrySaveAsync(webhook, "a", Cancellation),
        ];
        await Task.WhenAll(statements.Select(async run =>
        {
            await using var scope = Services.CreateAsyncScope();
            var repository = scope.ServiceProvider.GetRequiredService<WebhookRepository>();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => run(repository));
        }));
    }

    [Fact]
    public async Task TryTakeLeaseAsync_WhenTwoHaveSeenTheSame_LetsOneOfThemHaveIt()
    {
        await Repository.EnsureAsync(Mail, Cancellation);
        var seen = await Repository.GetLeaseAsync(Mail, Cancellation);

        var taken = await Task.WhenAll(Enumerable.Range(1, 8).Select(async taker =>
        {
            await using var scope = Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<WebhookRepository>()
                .TryTakeLeaseAsync(Mail, seen, $"sender {taker}", Cancellation);
        }));

        var winner = Assert.Single(taken.Index(), take => take.Item);
        Assert.Equal(new LeaseSighting($"sender {winner.Index + 1}", 1), await Repository.GetLeaseAsync(Mail, Cancellation));
    }

    [Fact]
    public async Task TryTakeLeaseAsync_WhenTheLeaseWasRenewedSinceItWasSeen_DoesNotTakeIt()
    {
        await TakeLeaseAsync("a");
        var seen = await Repository.GetLeaseAsync(Mail, Cancellation);
        await Repository.RenewLeaseAsync(Mail, "a", Cancellation);

        Assert.False(await Repository.TryTakeLeaseAsync(Mail, seen, "b", Cancellation));

        Assert.Equal(new LeaseSighting("a", 2), await Repository.GetLeaseAsync(Mail, Cancellation));
    }

    [Fact]
    public async Task TryTakeLeaseAsync_WhenTheLeaseWasNotRenewed_TakesItFromItsHolder()
    {
        await TakeLeaseAsync("a");

        await TakeLeaseAsync("b");

        Assert.Null(await Repository.RenewLeaseAsync(Mail, "a", Cancellation));
        Assert.Equal(0, await Repository.RenewLeaseAsync(Mail, "b", Cancellation));
    }

    [Fact]
    public async Task RenewLeaseAsync_WhenAPersonHasChangedTheWebhook_ReturnsTheNewRevision()
    {
        await TakeLeaseAsync("a");
        await Directory.ReplayAsync(Mail, 0, Cancellation);

        Assert.Equal(1, await Repository.RenewLeaseAsync(Mail, "a", Cancellation));
    }

    [Fact]
    public async Task ReleaseLeaseAsync_WhenTheOwnerHoldsIt_LeavesItToTheNext()
    {
        await TakeLeaseAsync("a");

        await Repository.ReleaseLeaseAsync(Mail, "b", Cancellation);
        Assert.Equal("a", (await Repository.GetLeaseAsync(Mail, Cancellation)).Owner);

        await Repository.ReleaseLeaseAsync(Mail, "a", Cancellation);
        Assert.Null((await Repository.GetLeaseAsync(Mail, Cancellation)).Owner);
    }

    [Fact]
    public async Task TrySaveAsync_WhenTheOwnerHoldsTheLease_StoresEverything()
    {
        await SaveAsync(webhook =>
        {
            webhook.RecordDelivery(7, 204, Now.AddMinutes(-1));
            Fail(webhook, 8);
            Fail(webhook, 8);
        });

        var stored = await GetAsync();
        Assert.Equal((7L, WebhookState.Failing, 8L, 2), (stored.Position, stored.State, stored.FailingEventId, stored.Attempts));
        Assert.Equal((Now, Now.AddSeconds(8)), (stored.FailingSince, stored.NextAttemptAt));
        Assert.Equal((500, "why", Now.AddMinutes(-1)), (stored.LastStatus, stored.LastError, stored.LastDeliveredAt));
        Assert.Equal(DateTimeKind.Utc, stored.FailingSince!.Value.Kind);
    }

    // A new column could be forgotten in the statements. Every column is written by one of them, or is named here.
    [Fact]
    public async Task TrySaveAsync_Always_WritesEveryColumnOfASender()
    {
        string[] ofPeopleAndTheLease = ["name", "revision", "owner", "beat"];

        await SaveAsync(webhook => webhook.RecordDelivery(7, 204, Now));

        var save = recorder.Statements.Select(sql => UpdateSet().Match(sql)).Last(match => match.Success);
        var written = Assignment().Matches(save.Groups["assignments"].Value).Select(assignment => assignment.Groups["column"].Value);
        using var scope = Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>().Model;
        var mapped = model.FindEntityType(typeof(Webhook))!.GetProperties().Select(property => property.GetColumnName());
        Assert.Equal(mapped.Order(StringComparer.Ordinal), written.Concat(ofPeopleAndTheLease).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TrySaveAsync_WhenTheOwnerHasLostTheLease_ChangesNothing()
    {
        await TakeLeaseAsync("a");
        var webhook = await GetAsync();
        await TakeLeaseAsync("b");
        webhook.RecordDelivery(7, 200, Now);

        Assert.False(await Repository.TrySaveAsync(webhook, "a", Cancellation));

        Assert.Equal(0, (await GetAsync()).Position);
    }

    [Fact]
    public async Task TrySaveAsync_WhenAPersonHasChangedTheWebhook_ChangesNothing()
    {
        await CauseEventsAsync(5);
        await TakeLeaseAsync("a");
        var webhook = await GetAsync();
        Assert.True(await Directory.ReplayAsync(Mail, 2, Cancellation));
        webhook.RecordDelivery(7, 200, Now);

        Assert.False(await Repository.TrySaveAsync(webhook, "a", Cancellation));

        Assert.Equal(2, (await GetAsync()).Position);
    }

    [GeneratedRegex(@"UPDATE \W?webhook\W.*?SET\s+(?<assignments>.*?)\s+WHERE", RegexOptions.Singleline)]
    private static partial Regex UpdateSet();

    [GeneratedRegex(@"(?<column>\w+)\W? =")]
    private static partial Regex Assignment();

    public sealed class OnSqlite(SqliteDatabase database) : WebhookRepositoryTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : WebhookRepositoryTests(database), IClassFixture<PostgresDatabase>;
}
