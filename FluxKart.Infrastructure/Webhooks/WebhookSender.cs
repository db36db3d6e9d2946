using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Persistence.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>
/// Follows the feed for one endpoint and sends each event, one after the other. Of all replicas, only the one that holds the lease sends.
/// </summary>
/// <remarks>
/// The position is stored at most a few times a second, so after a crash some events are sent again. They have the same ids.
/// Source: HTTP contract, section 6.
/// </remarks>
internal sealed class WebhookSender(
    WebhookReceiver receiver, WebhookRepository repository, IEventFeed feed, WebhookDelivery delivery, TimeProvider clock)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly string owner = Guid.NewGuid().ToString();
    private Webhook? latest;

    public WebhookMonitor Monitor => delivery.Monitor;

    public WebhookEndpoint Endpoint => receiver.Endpoint;

    /// <summary>Stores a new endpoint, so that it begins with the next event.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => repository.EnsureAsync(Endpoint.Key, cancellationToken);

    /// <summary>Sends until the service stops. No fault ends it earlier.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await EnsureAsync(stopping);
                await using var lease = await WebhookLease.TakeAsync(repository, Endpoint.Key, owner, clock, stopping);
                await SendAsync(lease, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            // Any other exception would stop the whole service. A missing privilege, for example, is not a transient fault.
            catch (Exception exception)
            {
                Monitor.ReportUnavailable(exception);
                await Task.Delay(PauseAfterFault, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Monitor.End();
            }
        }
    }

    private async Task SendAsync(WebhookLease lease, CancellationToken stopping)
    {
        if (!lease.IsContinued)
            latest = null;
        while (!stopping.IsCancellationRequested && lease.IsHeld)
        {
            var webhook = await LoadAsync(stopping);
            Monitor.Begin(webhook);
            using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, lease.ChangedAfter(webhook.Revision));
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token, stopping);
            try
            {
                if (webhook.State == WebhookState.Stopped)
                    await WaitAsync(webhook, turn.Token);
                else
                    await FollowAsync(webhook, lease, new DeliveryTokens(turn.Token, interrupted.Token, stopping));
            }
            catch (OperationCanceledException) when (turn.IsCancellationRequested)
            {
                // Stopped, resumed, skipped, replayed, or another sender may soon begin.
            }
        }
    }

    /// <summary>The stored webhook, or what this sender knows about it that could not be stored.</summary>
    private async Task<Webhook> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await repository.GetAsync(Endpoint.Key, cancellationToken);
        if (latest?.Revision == stored.Revision)
            return latest;
        if (stored is { State: WebhookState.Failing, FailingEventId: { } failingId } && !await IsSentAsync(failingId, cancellationToken))
        {
            stored.ForgetFailure();
            await repository.TrySaveAsync(stored, owner, cancellationToken);
        }

        return latest = stored;
    }

    /// <summary>False if the settings have changed since an event failed, so that its type is not sent any more.</summary>
    private async Task<bool> IsSentAsync(long eventId, CancellationToken cancellationToken) => Endpoint.Types.Count == 0
        || (await FindAsync(eventId, cancellationToken) is { } recorded && Endpoint.Types.Contains(recorded.Type));

    private async Task WaitAsync(Webhook webhook, CancellationToken cancellationToken)
    {
        if (webhook.FailingEventId is { } failingId && await FindAsync(failingId, cancellationToken) is { } failing)
            Monitor.Wait(failing);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
    }

    private async Task FollowAsync(Webhook webhook, WebhookLease lease, DeliveryTokens tokens)
    {
        var progress = new WebhookProgress(webhook, repository, owner, clock);
        try
        {
            await foreach (var recorded in feed.FollowAsync(webhook.Position, Endpoint.Types, WebhookProgress.Interval, tokens.Turn))
            {
                if (recorded is null)
                    Monitor.CatchUp();
                else if (!await DeliverAsync(webhook, recorded, lease, progress, tokens))
                    return;
                if (!await progress.TryGoOnAsync())
                    return;
            }
        }
        finally
        {
            await progress.EndAsync();
        }
    }

    /// <summary>Sends an event until the receiver has taken it.</summary>
    /// <returns>False if the endpoint has stopped, or this sender may not store anything any more.</returns>
    private async Task<bool> DeliverAsync(
        Webhook webhook, RecordedEvent recorded, WebhookLease lease, WebhookProgress progress, DeliveryTokens tokens)
    {
        while (true)
        {
            if (webhook.FailingEventId == recorded.Id && webhook.NextAttemptAt is { } next)
                await PauseUntilAsync(next, tokens.Turn);
            // It was read up to a page before, or before a pause, and an erasure may have cleared its reason.
            if (recorded.Data.Reason is not null && await FindAsync(recorded.Id, tokens.Turn) is { } current)
                recorded = current;
            // When a suspended process continues, another sender may be at work, and the timer of the lease has not fired yet.
            if (!lease.IsHeld)
                return false;
            if (await delivery.TryAsync(webhook, recorded, tokens))
            {
                progress.Note();
                return true;
            }

            if (!await progress.TrySaveAsync(tokens.Turn) || webhook.State == WebhookState.Stopped)
                return false;
        }
    }

    private async Task PauseUntilAsync(DateTime time, CancellationToken cancellationToken)
    {
        var pause = time - clock.GetUtcNow().UtcDateTime;
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, cancellationToken);
    }

    private async Task<RecordedEvent?> FindAsync(long eventId, CancellationToken cancellationToken)
    {
        var page = await feed.ReadAsync(eventId - 1, [], limit: 1, cancellationToken);
        return page.Events.FirstOrDefault(recorded => recorded.Id == eventId);
    }
}
