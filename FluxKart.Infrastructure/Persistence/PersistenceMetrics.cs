using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>What units of work wait for, and how often they are begun again.</summary>
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
            "Time until a unit of work held its locks, the round trip for them included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        retries = meter.CreateCounter<long>(
            "fluxkart.persistence.retries",
            "{retry}",
            "Times that a unit of work was begun again: its locks were outdated, or the database failed for a passing reason.");
    }

    /// <param name="since">The timestamp (<see cref="Stopwatch.GetTimestamp"/>) at which the wait began.</param>
    internal void LocksHeld(long since) => lockWait.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    internal void BegunAgain() => retries.Add(1);
}
