using System.Diagnostics;
using System.Threading.Channels;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Batching;

/// <summary>
/// Does the work of many requests at once. Requests that arrive while the batches in flight are busy wait for the next one; at rest a batch
/// is one request and starts at once. There is no timer.
/// </summary>
internal sealed class BatchingLane<TRequest, TResult>
    where TResult : class
{
    private static readonly Task<TResult?> Refused = Task.FromResult<TResult?>(null);

    // Bounded by the limit.
    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>();
    private readonly string name;
    private readonly int maxBatchSize;
    private readonly Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work;
    private readonly TimeSpan longestWait;
    private readonly BatchingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly QueueLimit limit;
    private readonly Task workers;

    /// <param name="name">What the lane is called in metrics and traces.</param>
    /// <param name="maxBatchSize">The most requests in a batch.</param>
    /// <param name="maxQueueLength">The most requests that wait.</param>
    /// <param name="batchesInFlight">The most batches at the same time.</param>
    /// <param name="longestWait">For how long a caller waits; a request is not begun after that.</param>
    /// <param name="work">Gives a result for each request, in the same order. A batch that fails is run again request by request.</param>
    /// <param name="telemetry">Told of each batch.</param>
    /// <param name="clock">Tells how long requests have waited.</param>
    public BatchingLane(
        string name,
        int maxBatchSize,
        int maxQueueLength,
        int batchesInFlight,
        TimeSpan longestWait,
        Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work,
        BatchingTelemetry telemetry,
        TimeProvider clock)
    {
        (this.name, this.maxBatchSize, this.longestWait, this.work, this.telemetry, this.clock) =
            (name, maxBatchSize, longestWait, work, telemetry, clock);
        limit = new QueueLimit(maxQueueLength, maxBatchSize, batchesInFlight, clock);
        telemetry.ObserveQueueLength(name, () => limit.Length);
        workers = Task.WhenAll(Enumerable.Range(0, batchesInFlight).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Whether a request would be refused now, because too many wait. The answer yes counts as a refusal.</summary>
    public bool Refuses() => limit.Refuses();

    /// <summary>Adds a request to the next batch, and waits for its result.</summary>
    /// <returns>Null when the request is refused, and nothing of it done: too many wait, it has waited too long, or the lane has stopped.</returns>
    /// <exception cref="OperationCanceledException">The caller went away before the request was in a batch, and it was dropped.</exception>
    public Task<TResult?> EnqueueAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (!limit.TryEnter())
            return Refused;
        var pending = new Pending(request, clock.GetTimestamp(), Activity.Current?.Context ?? default, cancellationToken);
        if (queue.Writer.TryWrite(pending))
            return pending.Completion.Task;
        limit.Leave();
        return Refused;
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
            if (batch.Count == 0)
                continue;
            var start = clock.GetTimestamp();
            await RunAsync(batch);
            limit.NoteDone(batch.Count, clock.GetElapsedTime(start));
            // SQLite's driver blocks and never awaits: a lane that has always something to do keeps its thread, and two lanes keep both threads of
            // two cores from those that come and are refused. Only then, because it costs a tenth of the requests.
            if (limit.Sheds)
                await Task.Yield();
        }
    }

    private List<Pending> TakeBatch()
    {
        var batch = new List<Pending>();
        while (batch.Count < maxBatchSize && queue.Reader.TryRead(out var pending))
        {
            limit.Leave();
            if (pending.CancellationToken.IsCancellationRequested)
                pending.Completion.TrySetCanceled(pending.CancellationToken);
            else if (clock.GetElapsedTime(pending.EnqueuedAt) >= longestWait)
                pending.Completion.TrySetResult(null);
            else if (limit.IsTooLate(pending.EnqueuedAt, places: maxBatchSize - batch.Count))
                pending.Completion.TrySetResult(null);
            else
                batch.Add(pending);
        }

        limit.NoteTaken();
        return batch;
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
        public TaskCompletionSource<TResult?> Completion { get; } = new();
    }
}
