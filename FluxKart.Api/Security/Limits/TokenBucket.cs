using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace FluxKart.Api.Security.Limits;

/// <summary>
/// A token bucket that is refilled continuously. The framework's is refilled ten times a second at best, so a client that keeps to its rate
/// is refused if a tenth of a second's requests do not fit into the bucket, or if its timer is late.
/// </summary>
/// <remarks>
/// It keeps one number, the moment at which the bucket will be full again (the generic cell rate algorithm). Each request moves that moment
/// by the time that one token takes, and is refused if it would then be further away than the whole bucket takes.
/// </remarks>
internal sealed class TokenBucket : RateLimiter
{
    private static readonly Lease Permitted = new(isAcquired: true, TimeSpan.Zero);

    private readonly TimeProvider clock;
    private readonly long ticksPerToken;
    private readonly long ticksPerBucket;
    private long fullAt;

    /// <param name="tokensPerSecond">How many requests a second are permitted in the long run.</param>
    /// <param name="size">How many requests are permitted at once after a pause.</param>
    /// <param name="clock">The clock whose timestamps are used.</param>
    public TokenBucket(int tokensPerSecond, int size, TimeProvider clock)
    {
        this.clock = clock;
        // Rounded down, so that no request at exactly the rate is refused.
        ticksPerToken = clock.TimestampFrequency / tokensPerSecond;
        ticksPerBucket = ticksPerToken * size;
        fullAt = clock.GetTimestamp();
    }

    /// <summary>
    /// How long the bucket has been full; null while it is not. A full bucket may be forgotten, because a new one is the same.
    /// </summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            var now = clock.GetTimestamp();
            var full = Interlocked.Read(ref fullAt);
            return now >= full ? clock.GetElapsedTime(full, now) : null;
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        // Zero permits ask whether there is one.
        var needed = ticksPerToken * Math.Max(1, permitCount);
        while (true)
        {
            var now = clock.GetTimestamp();
            var full = Interlocked.Read(ref fullAt);
            var fullAfter = Math.Max(full, now) + needed;
            var excess = fullAfter - now - ticksPerBucket;
            if (excess > 0)
                return new Lease(isAcquired: false, clock.GetElapsedTime(0, excess));
            if (permitCount == 0 || Interlocked.CompareExchange(ref fullAt, fullAfter, full) == full)
                return Permitted;
        }
    }

    // Nothing queues: a client that is over its limit is told when to come again.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));

    private sealed class Lease(bool isAcquired, TimeSpan retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => isAcquired ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = !isAcquired && metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
