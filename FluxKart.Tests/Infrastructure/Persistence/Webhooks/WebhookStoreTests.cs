using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Persistence.Webhooks;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Webhooks;

/// <summary>Tests of what is stored about the webhook <c>mail</c>.</summary>
public abstract class WebhookStoreTests(TestDatabase database) : PersistenceTests(database)
{
    protected const string Mail = "mail";

    protected static readonly DateTime Now = new(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);

    private AsyncServiceScope scope;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        scope = Services.CreateAsyncScope();
    }

    public override async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        Fault.AddTo(services);
    }

    internal FaultInterceptor Fault { get; } = new();

    private protected WebhookRepository Repository => scope.ServiceProvider.GetRequiredService<WebhookRepository>();

    private protected IWebhookDirectory Directory => scope.ServiceProvider.GetRequiredService<IWebhookDirectory>();

    /// <summary>Stores the webhook, unless it is stored, and takes its lease.</summary>
    protected async Task TakeLeaseAsync(string owner)
    {
        await Repository.EnsureAsync(Mail, Cancellation);
        Assert.True(await Repository.TryTakeLeaseAsync(Mail, await Repository.GetLeaseAsync(Mail, Cancellation), owner, Cancellation));
    }

    /// <summary>Stores the webhook as it is after these changes.</summary>
    protected async Task SaveAsync(Action<Webhook> change)
    {
        await TakeLeaseAsync("sender");
        var webhook = await Repository.GetAsync(Mail, Cancellation);
        change(webhook);
        Assert.True(await Repository.TrySaveAsync(webhook, "sender", Cancellation));
    }

    protected Task<Webhook> GetAsync() => Repository.GetAsync(Mail, Cancellation);

    /// <summary>Causes events of the type <c>contact.created</c>.</summary>
    protected async Task CauseEventsAsync(int count)
    {
        foreach (var value in Enumerable.Range(1, count))
            await IdentifyAsync(Details($"{value}-{Guid.NewGuid()}@example.com", null));
    }

    protected static void Fail(Webhook webhook, long eventId) =>
        webhook.RecordFailure(eventId, new DeliveryFailure(500, "why", IsGone: false, RetryAfter: null), Now, random: 0.5);
}
