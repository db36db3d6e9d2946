using System.Diagnostics.Metrics;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>How long units of work wait for locks, and how often they are retried.</summary>
public sealed class PersistenceMetrics
{
    public const string MeterName = "FluxKart.Persistence";

    private readonly Histogram<double> lockWait;
    private readonly Counter<long> retries;

    public PersistenceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        lockWait = meter.CreateHistogram(
            "fluxkart.persistence.lock.wait",
            "s",
            "Time that a unit of work waited for its locks.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
        retries = meter.CreateCounter<long>(
            "fluxkart.persistence.retries",
            "{retry}",
            "Retries of units of work, after an outdated read or a transient database fault.");
    }

    /// <summary>Adds 0 to the counter, so that listeners see it before the first count.</summary>
    public void StartAtZero() => retries.Add(0);

    internal void RecordLockWait(TimeSpan time) => lockWait.Record(time.TotalSeconds);

    internal void CountRetry() => retries.Add(1);
}
