using System.Diagnostics;
using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Makes one attempt to deliver an event to an endpoint, and records how it went.</summary>
internal sealed class WebhookDelivery(WebhookReceiver receiver, WebhookClient client, WebhookMonitor monitor, TimeProvider clock)
{
    // Otherwise each restart would send the event in flight twice.
    private static readonly TimeSpan TimeLeftWhenStopping = TimeSpan.FromSeconds(2);

    private static readonly ActivitySource Source = new(WebhookMetrics.MeterName);

    public WebhookMonitor Monitor => monitor;

    /// <returns>Whether the receiver has taken the event.</returns>
    public async Task<bool> TryAsync(Webhook webhook, RecordedEvent recorded, DeliveryTokens tokens)
    {
        monitor.Wait(recorded);
        using var activity = Source.StartActivity("webhook", ActivityKind.Producer);
        activity?.SetTag("fluxkart.webhook", webhook.Name).SetTag("fluxkart.event.id", recorded.Id);
        var result = await SendAsync(recorded, tokens);
        activity?.SetTag("http.response.status_code", result.Status);
        // In milliseconds, as SQLite writes the times of events.
        var now = clock.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        if (result.Failure is not { } failure)
        {
            webhook.RecordDelivery(recorded.Id, result.Status, now);
            monitor.Deliver(recorded);
            return true;
        }

        activity?.SetStatus(ActivityStatusCode.Error, failure.Error);
        webhook.RecordFailure(recorded.Id, failure, now, Random.Shared.NextDouble());
        monitor.Fail(webhook, failure);
        return false;
    }

    private async Task<DeliveryResult> SendAsync(RecordedEvent recorded, DeliveryTokens tokens)
    {
        using var attempt = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var interruption = tokens.Interrupted.Register(attempt.Cancel);
        using var stop = tokens.Stopping.Register(() => attempt.CancelAfter(TimeLeftWhenStopping));
        return await client.SendAsync(receiver, recorded, attempt.Token);
    }
}
