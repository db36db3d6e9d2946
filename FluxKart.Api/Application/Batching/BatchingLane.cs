using System.Diagnostics;
using System.Threading.Channels;
using FluxKart.Domain.Contacts;

namespace FluxKart.Api.Application.Batching;

/// <summary>
/// Does the work of many requests at once. Requests that arrive while the batches in flight are busy wait for the next one; at rest a batch
/// is one request and starts at once. There is no timer.
/// </summary>
internal sealed class BatchingLane<TRequest, TResult>
{
    // In the place of the timestamp since when the queue has not been empty.
    private const long Empty = -1;

    // A burst may wait. A queue that has not been empty for so long stands: more comes than can be done, and if all waited, all would be
    // answered late. Then who has waited longer than a moment is told to come back, and the others are answered in time ("controlled
    // delay", as in https://queue.acm.org/detail.cfm?id=2839461).
    private static readonly TimeSpan StandingAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWaitInAStandingQueue = TimeSpan.FromMilliseconds(100);

    private readonly string name;
    private readonly int maxBatchSize;
    private readonly Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work;
    private readonly BatchingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly Channel<Pending> queue;
    private readonly Task workers;
    private long filledSince = Empty;

    /// <param name="name">What the lane is called in metrics and errors.</param>
    /// <param name="maxBatchSize">The most requests in a batch.</param>
    /// <param name="maxQueueLength">The most requests that wait.</param>
    /// <param name="batchesInFlight">The most batches at the same time.</param>
    /// <param name="work">Gives a result for each request, in the same order. A batch that fails is run again request by request.</param>
    /// <param name="telemetry">Told of each batch.</param>
    /// <param name="clock">Tells how long requests have waited.</param>
    public BatchingLane(
        string name,
        int maxBatchSize,
        int maxQueueLength,
        int batchesInFlight,
        Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work,
        BatchingTelemetry telemetry,
        TimeProvider clock)
    {
        (this.name, this.maxBatchSize, this.work, this.telemetry, this.clock) = (name, maxBatchSize, work, telemetry, clock);
        queue = Channel.CreateBounded<Pending>(maxQueueLength);
        telemetry.ObserveQueueLength(name, () => queue.Reader.Count);
        workers = Task.WhenAll(Enumerable.Range(0, batchesInFlight).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Adds a request to the next batch, and waits for its result.</summary>
    /// <exception cref="OverloadedException">The queue is full, the lane has stopped, or the request has waited too long.</exception>
    /// <exception cref="OperationCanceledException">The caller went away before the request was in a batch, and it was dropped.</exception>
    public Task<TResult> EnqueueAsync(TRequest request, CancellationToken cancellationToken)
    {
        var pending = new Pending(request, clock.GetTimestamp(), Activity.Current?.Context ?? default, cancellationToken);
        return queue.Writer.TryWrite(pending) ? pending.Completion.Task : throw new OverloadedException(name);
    }

    /// <summary>Accepts no more requests, and returns when those accepted have been answered.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        return workers.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync()
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = TakeBatch();
            if (batch.Count > 0)
                await RunAsync(batch);
        }
    }

    private List<Pending> TakeBatch()
    {
        var batch = new List<Pending>();
        while (batch.Count < maxBatchSize && queue.Reader.TryRead(out var pending))
        {
            var waitsTooLong = HasWaitedTooLong(pending);
            if (pending.CancellationToken.IsCancellationRequested)
                pending.Completion.TrySetCanceled(pending.CancellationToken);
            else if (waitsTooLong)
                pending.Completion.TrySetException(new OverloadedException(name));
            else
                batch.Add(pending);
        }

        if (!queue.Reader.TryPeek(out _))
            Volatile.Write(ref filledSince, Empty);
        return batch;
    }

    // Compared and exchanged, because another worker may find the queue empty meanwhile.
    private bool HasWaitedTooLong(Pending pending)
    {
        var since = Interlocked.CompareExchange(ref filledSince, pending.EnqueuedAt, Empty);
        var standsFor = clock.GetElapsedTime(since == Empty ? pending.EnqueuedAt : since);
        return standsFor > StandingAfter && clock.GetElapsedTime(pending.EnqueuedAt) > MaxWaitInAStandingQueue;
    }

    private async Task RunAsync(List<Pending> batch)
    {
        using var activity = telemetry.StartBatch(
            name, batch.ConvertAll(pending => clock.GetElapsedTime(pending.EnqueuedAt)), batch.Select(pending => pending.Trace));
        try
        {
            var results = await work(batch.ConvertAll(pending => pending.Request));
            foreach (var (pending, result) in batch.Zip(results))
                pending.Completion.TrySetResult(result);
        }
        catch (Exception exception) when (batch.Count == 1 || IsEveryones(exception))
        {
            foreach (var pending in batch)
                pending.Completion.TrySetException(exception);
        }
        catch (Exception)
        {
            // One request must not fail its neighbours: alone, each meets its own fate.
            foreach (var pending in batch)
                await RunAsync([pending]);
        }
    }

    // When the database is away it is away for each of them, and to find that out takes seconds.
    private static bool IsEveryones(Exception exception) => exception is StoreUnavailableException;

    private sealed record Pending(TRequest Request, long EnqueuedAt, ActivityContext Trace, CancellationToken CancellationToken)
    {
        /// <summary>
        /// Awaited on the batch's own thread: the answers are written while the next requests arrive, which makes for larger batches and
        /// fewer threads to wake; a quarter more known contacts a second. Whoever awaits it must not block.
        /// </summary>
        public TaskCompletionSource<TResult> Completion { get; } = new();
    }
}
