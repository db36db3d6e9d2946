using System.Diagnostics.Metrics;

namespace FluxKart.Api.Application.Batching;

/// <summary>What the lanes do, by the tag <c>lane</c>: the sizes of batches, the waits before them, and the lengths of the queues.</summary>
internal sealed class BatchingMetrics
{
    public const string MeterName = "FluxKart.Identification";

    private readonly Meter meter;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> queueWait;

    public BatchingMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        batchSize = meter.CreateHistogram<int>("fluxkart.identification.batch.size", "{request}", "Requests in a batch.");
        queueWait = meter.CreateHistogram<double>(
            "fluxkart.identification.queue.wait", "s", "Time from a request's arrival to the start of its batch.");
    }

    public void ObserveQueueLength(string lane, Func<int> length) => meter.CreateObservableGauge(
        "fluxkart.identification.queue.length",
        () => new Measurement<int>(length(), Lane(lane)),
        "{request}",
        "Requests that wait for a batch.");

    public void BatchStarted(string lane, int size) => batchSize.Record(size, Lane(lane));

    public void RequestWaited(string lane, TimeSpan wait) => queueWait.Record(wait.TotalSeconds, Lane(lane));

    private static KeyValuePair<string, object?> Lane(string lane) => new("lane", lane);
}
