using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>What is sent to each endpoint, and how far it is behind. The gauges come only from the replica that sends.</summary>
public sealed class WebhookMetrics
{
    /// <summary>The name of the meter, and of the traces.</summary>
    public const string MeterName = "FluxKart.Webhooks";

    private readonly Counter<long> sent;
    private readonly Counter<long> failed;
    private readonly ConcurrentDictionary<string, WebhookMonitor> senders = new();

    public WebhookMetrics(IMeterFactory meters, TimeProvider clock)
    {
        var meter = meters.Create(MeterName);
        sent = meter.CreateCounter<long>("fluxkart.webhooks.sent", "{event}", "Events that a receiver has taken, by endpoint.");
        failed = meter.CreateCounter<long>(
            "fluxkart.webhooks.failed", "{attempt}", "Attempts after which a receiver had not taken the event, by endpoint.");
        meter.CreateObservableGauge(
            "fluxkart.webhooks.lag",
            () => Observe(sender => sender.WaitingSince is { } since ? Math.Max(0, (clock.GetUtcNow().UtcDateTime - since).TotalSeconds) : 0),
            "s",
            "Age of the oldest event that has not been delivered, by endpoint; 0 if there is none.");
        meter.CreateObservableGauge(
            "fluxkart.webhooks.behind", () => Observe(sender => sender.Behind), "{event}", "Events that have not been delivered, by endpoint.");
    }

    internal void CountSent(string endpoint) => sent.Add(1, Tag(endpoint));

    internal void CountFailed(string endpoint) => failed.Add(1, Tag(endpoint));

    /// <summary>Exports the gauges of a sender from now on, and its counters from 0.</summary>
    internal void Add(WebhookMonitor sender)
    {
        senders[sender.Name] = sender;
        sent.Add(0, Tag(sender.Name));
        failed.Add(0, Tag(sender.Name));
    }

    private static KeyValuePair<string, object?> Tag(string endpoint) => new("webhook", endpoint);

    private IEnumerable<Measurement<T>> Observe<T>(Func<WebhookMonitor, T> value)
        where T : struct =>
        senders.Values.Where(sender => sender.IsSending).Select(sender => new Measurement<T>(value(sender), Tag(sender.Name)));
}
