using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FluxKart.Api.Application.Batching;

/// <summary>
/// What the lanes do, by the tag <c>lane</c>: the sizes of batches, the waits before them, and the lengths of the queues; and a trace for
/// each batch, linked to those of its requests.
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
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        meter.CreateObservableGauge(
            "fluxkart.identification.queue.length",
            () => queueLengths.Select(lane => new Measurement<int>(lane.Value(), Lane(lane.Key))),
            "{request}",
            "Requests that wait for a batch.");
    }

    public void ObserveQueueLength(string lane, Func<int> length) => queueLengths[lane] = length;

    /// <summary>Tells of a batch that starts.</summary>
    /// <param name="lane">The lane's name.</param>
    /// <param name="waits">How long each of its requests has waited.</param>
    /// <param name="requests">The traces of its requests; a request without one has the default value.</param>
    /// <returns>The batch's own trace, to be ended with the batch; null where nobody listens.</returns>
    public Activity? StartBatch(string lane, IReadOnlyCollection<TimeSpan> waits, IEnumerable<ActivityContext> requests)
    {
        batchSize.Record(waits.Count, Lane(lane));
        foreach (var wait in waits)
            queueWait.Record(wait.TotalSeconds, Lane(lane));
        if (!activities.HasListeners())
            return null;
        var links = requests.Where(request => request != default).Select(request => new ActivityLink(request));
        return activities.StartActivity($"identify batch, {lane}", ActivityKind.Internal, parentContext: default, links: links);
    }

    public void Dispose() => activities.Dispose();

    private static KeyValuePair<string, object?> Lane(string lane) => new("lane", lane);
}
