using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>
/// Measures the queues, by the tag <c>queue</c>: the sizes of batches, the waits before them, and the lengths of the queues. Traces each
/// batch.
/// </summary>
internal sealed class BatchingTelemetry : IDisposable
{
    private readonly ConcurrentDictionary<string, Func<int>> queueLengths = new();
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> queueWait;
    private readonly ActivitySource activities = new(IdentificationMetrics.MeterName);

    public BatchingTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(IdentificationMetrics.MeterName);
        batchSize = meter.CreateHistogram(
            "fluxkart.identification.batch.size",
            "{request}",
            "Requests in a batch.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        queueWait = meter.CreateHistogram(
            "fluxkart.identification.queue.wait",
            "s",
            "Time from a request's arrival to the start of its batch.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
            });
        meter.CreateObservableGauge(
            "fluxkart.identification.queue.length",
            () => queueLengths.Select(queue => new Measurement<int>(queue.Value(), Tag(queue.Key))),
            "{request}",
            "Requests that wait for a batch.");
    }

    public void ObserveQueueLength(string queue, Func<int> length) => queueLengths[queue] = length;

    /// <summary>Records a batch that starts.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="waits">How long each of its requests has waited.</param>
    /// <param name="requests">The activities of its requests; null for a request without one.</param>
    /// <returns>The batch's trace, to be disposed when the batch ends; null if nothing listens.</returns>
    public BatchTrace? StartBatch(string queue, IReadOnlyCollection<TimeSpan> waits, IEnumerable<Activity?> requests)
    {
        batchSize.Record(waits.Count, Tag(queue));
        foreach (var wait in waits)
            queueWait.Record(wait.TotalSeconds, Tag(queue));
        return activities.HasListeners() ? new BatchTrace(activities, Tag(queue), [.. requests.OfType<Activity>()]) : null;
    }

    public void Dispose() => activities.Dispose();

    private static KeyValuePair<string, object?> Tag(string queue) => new("queue", queue);
}
