using System.Diagnostics.Metrics;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Events;

/// <summary>How many events are written, and how fast they reach those who follow the feed.</summary>
internal sealed class EventMetrics
{
    public const string MeterName = "FluxKart.Events";

    private readonly Counter<long> written;
    private readonly Histogram<double> lag;
    private readonly UpDownCounter<int> streams;

    public EventMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        written = meter.CreateCounter<long>("fluxkart.events.written", "{event}", "Events that this service has committed, by type.");
        lag = meter.CreateHistogram(
            "fluxkart.events.lag",
            "s",
            "Time from an event to its delivery to the open streams of the feed. An event that a stream reads later is not counted.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            });
        streams = meter.CreateUpDownCounter<int>("fluxkart.events.streams", "{stream}", "Open streams of the feed, and webhooks that follow it.");
        foreach (var type in EventTypes.All)
            written.Add(0, Tag(type));
        streams.Add(0);
    }

    /// <summary>Counts events whose transaction has committed.</summary>
    public void CountWritten(IReadOnlyList<CustomerEvent> events)
    {
        foreach (var customerEvent in events)
            written.Add(1, Tag(customerEvent.Type));
    }

    /// <summary>Counts events of one type whose transaction has committed.</summary>
    public void CountWritten(string type, int count) => written.Add(count, Tag(type));

    /// <summary>Records an event that is now delivered to the open streams.</summary>
    public void RecordLag(TimeSpan sinceEvent) => lag.Record(Math.Max(0, sinceEvent.TotalSeconds));

    public void CountStreamOpened() => streams.Add(1);

    public void CountStreamClosed() => streams.Add(-1);

    private static KeyValuePair<string, object?> Tag(string type) => new("type", type);
}
