using System.Diagnostics;
using System.Threading.Channels;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>
/// Request batching: does the work of many requests at once. Requests that arrive while the batches in flight are busy wait for the next
/// batch. At rest a batch is one request and starts at once. There is no timer.
/// </summary>
internal sealed class BatchQueue<TRequest, TResult>
    where TResult : class
{
    private static readonly Task<QueueResult<TResult>> Refused = Task.FromResult(QueueResult<TResult>.Refused);

    // Bounded by the limit.
    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>();
    private readonly string name;
    private readonly BatchLimits limits;
    private readonly Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work;
    private readonly BatchingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly QueueLimit limit;
    private readonly Task workers;
    private volatile bool isSlow;

    /// <param name="name">What the queue is called in metrics and traces.</param>
    /// <param name="limits">How much it takes at once.</param>
    /// <param name="work">Returns a result for each request, in the same order. A batch that fails is run again request by request.</param>
    /// <param name="telemetry">Records each batch.</param>
    /// <param name="clock">Measures how long requests have waited.</param>
    public BatchQueue(
        string name,
        BatchLimits limits,
        Func<IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> work,
        BatchingTelemetry telemetry,
        TimeProvider clock)
    {
        this.name = name;
        this.limits = limits;
        this.work = work;
        this.telemetry = telemetry;
        this.clock = clock;
        limit = new QueueLimit(limits, clock);
        telemetry.ObserveQueueLength(name, () => limit.Length);
        workers = Task.WhenAll(Enumerable.Range(0, limits.BatchesInFlight).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Asks whether one more request may be added now. A false result counts as a refusal.</summary>
    public bool TryAdmit() => limit.TryAdmit();

    /// <summary>Adds a request to the next batch, and waits for its result.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled before the request's batch began.</exception>
    public Task<QueueResult<TResult>> EnqueueAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (!limit.TryEnter())
            return Refused;
        var pending = new Pending(request, clock.GetTimestamp(), Activity.Current, cancellationToken);
        if (queue.Writer.TryWrite(pending))
            return pending.Completion.Task;
        limit.Leave();
        return Refused;
    }

    /// <summary>Accepts no more requests, and returns once those accepted have their results.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        return workers.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync()
    {
        var second = Task.CompletedTask;
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await RunNextAsync();
            if (isSlow && second.IsCompleted)
                second = WorkWhileSlowAsync();
        }

        await second;
    }

    /// <summary>
    /// Runs further batches beside those of a worker. A slow batch has much to read and little to gain from being larger, and the database
    /// would be idle while the service works on it.
    /// </summary>
    private async Task WorkWhileSlowAsync()
    {
        do
        {
            // SQLite's driver never awaits. Without a yield these batches would run on the worker's own thread, and keep it.
            await Task.Yield();
            if (!await queue.Reader.WaitToReadAsync(CancellationToken.None))
                return;
            await RunNextAsync();
        }
        while (isSlow);
    }

    private async Task RunNextAsync()
    {
        var batch = TakeBatch();
        if (batch.Count == 0)
            return;
        var start = clock.GetTimestamp();
        await RunAsync(batch);
        limit.RecordCompleted(batch.Count, clock.GetElapsedTime(start), isSlow ? 2 * limits.BatchesInFlight : limits.BatchesInFlight);
        // SQLite's driver blocks and never awaits, so a busy queue keeps its thread. On two cores, two busy queues would keep both
        // threads, and requests that are to be refused would wait for one. Only while shedding, because a yield costs throughput.
        if (limit.IsShedding)
            await Task.Yield();
    }

    private List<Pending> TakeBatch()
    {
        var batch = new List<Pending>();
        while (batch.Count < limits.MaxBatchSize && queue.Reader.TryRead(out var pending))
        {
            limit.Leave();
            if (pending.CancellationToken.IsCancellationRequested)
                pending.Completion.TrySetCanceled(pending.CancellationToken);
            else if (clock.GetElapsedTime(pending.EnqueuedAt) >= limits.LongestWait)
                pending.Completion.TrySetResult(QueueResult<TResult>.Refused);
            else if (limit.TryTurnAway(pending.EnqueuedAt, places: limits.MaxBatchSize - batch.Count))
                pending.Completion.TrySetResult(QueueResult<TResult>.Refused);
            else
                batch.Add(pending);
        }

        limit.RecordTaken();
        return batch;
    }

    private async Task RunAsync(List<Pending> batch)
    {
        IReadOnlyList<TResult> results;
        try
        {
            var waits = batch.ConvertAll(pending => clock.GetElapsedTime(pending.EnqueuedAt));
            // Ends before the requests complete, because their traces end then.
            using var trace = telemetry.StartBatch(name, waits, batch.Select(pending => pending.Activity));
            var start = clock.GetTimestamp();
            results = await work(batch.ConvertAll(pending => pending.Request));
            isSlow = clock.GetElapsedTime(start) >= limits.SlowBatch;
        }
        catch (Exception exception) when (batch.Count == 1 || ConcernsAll(exception))
        {
            foreach (var pending in batch)
                pending.Completion.TrySetException(exception);
            return;
        }
        catch (Exception)
        {
            // One request must not fail its neighbours: each runs again on its own.
            foreach (var pending in batch)
                await RunAsync([pending]);
            return;
        }

        foreach (var (pending, result) in batch.Zip(results))
            pending.Completion.TrySetResult(new QueueResult<TResult>(result));
    }

    // When the database is unavailable, it is unavailable for each request, and each would take seconds to find out.
    private static bool ConcernsAll(Exception exception) => exception is StoreUnavailableException;

    private sealed record Pending(TRequest Request, long EnqueuedAt, Activity? Activity, CancellationToken CancellationToken)
    {
        /// <summary>
        /// Its continuation runs on the batch's own thread, so responses are written while the next requests arrive. That makes batches
        /// larger and wakes fewer threads. The caller that awaits it must not block.
        /// </summary>
        public TaskCompletionSource<QueueResult<TResult>> Completion { get; } = new();
    }
}
