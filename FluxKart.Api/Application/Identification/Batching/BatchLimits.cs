namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>How much a queue takes at once.</summary>
/// <param name="MaxBatchSize">The most requests in a batch.</param>
/// <param name="MaxQueueLength">The most requests that wait.</param>
/// <param name="BatchesInFlight">The most batches at the same time, while they are not slow.</param>
/// <param name="LongestWait">How long a caller waits; a request is not started after that.</param>
internal sealed record BatchLimits(int MaxBatchSize, int MaxQueueLength, int BatchesInFlight, TimeSpan LongestWait)
{
    /// <summary>A batch that takes this long is slow, and twice as many may be in flight. By default none is.</summary>
    public TimeSpan SlowBatch { get; init; } = TimeSpan.MaxValue;
}
