using System.Diagnostics;
using FluxKart.Domain.Customers;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Retries database work after a transient fault: an outdated read, a timeout, or what the database in use reports as one. The pauses
/// between attempts grow, with jitter. When the time for retries is up, it throws <see cref="StoreUnavailableException"/>.
/// </summary>
internal abstract class TransientFaultStrategy(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: int.MaxValue, MaxPause)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxElapsed = TimeSpan.FromSeconds(5);

    private readonly Stopwatch elapsed = new();

    protected override void OnFirstExecution()
    {
        elapsed.Restart();
        base.OnFirstExecution();
    }

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        if (elapsed.Elapsed > MaxElapsed)
            throw new StoreUnavailableException(lastException);
        // The transaction that made the read outdated has committed, or the next attempt waits for its locks.
        if (lastException is OutdatedReadException)
            return TimeSpan.Zero;
        var pause = 10 * Math.Pow(2, ExceptionsEncountered.Count);
        return Random.Shared.NextDouble() * (pause < MaxPause.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : MaxPause);
    }

    protected override bool ShouldRetryOn(Exception exception) =>
        exception is OutdatedReadException or TimeoutException || IsTransient(exception);

    /// <summary>Whether the database reports a transient fault.</summary>
    protected abstract bool IsTransient(Exception exception);
}
