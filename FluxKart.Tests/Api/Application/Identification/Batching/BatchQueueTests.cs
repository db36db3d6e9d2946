using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Domain.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Identification.Batching;

/// <summary>A queue of numbers whose results are their squares. The test decides when each batch may finish.</summary>
public sealed class BatchQueueTests : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    // Long enough to see what happens although it must not.
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(200);

    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider clock = new();
    private readonly SemaphoreSlim started = new(0);
    private readonly SemaphoreSlim mayFinish = new(0);
    private readonly List<IReadOnlyList<int>> batches = [];
    private readonly Dictionary<int, Exception> failures = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        started.Dispose();
        mayFinish.Dispose();
    }

    [Fact]
    public async Task EnqueueAsync_WhenNothingIsInFlight_StartsABatchOfOneAtOnce()
    {
        var queue = Queue();
        mayFinish.Release(2);

        Assert.Equal("4", (await queue.EnqueueAsync(2, Cancellation)).Value);
        Assert.Equal("9", (await queue.EnqueueAsync(3, Cancellation)).Value);

        Assert.Equal<IEnumerable<int>>([[2], [3]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenABatchIsInFlight_WaitsForTheNextBatchWithTheOthers()
    {
        var queue = Queue(maxBatchSize: 3);

        var pending = await EnqueueBehindABatchAsync(queue, 2, 3, 4, 5);
        mayFinish.Release(3);

        var results = await Task.WhenAll(pending);
        Assert.Equal(["4", "9", "16", "25"], results.Select(result => result.Value));
        Assert.Equal<IEnumerable<int>>([[1], [2, 3, 4], [5]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenOneRequestOfABatchFails_FailsOnlyThatOne()
    {
        failures[3] = new InvalidOperationException();
        var queue = Queue();

        var pending = await EnqueueBehindABatchAsync(queue, 2, 3, 4);
        mayFinish.Release(10);

        Assert.Equal("4", (await pending[0]).Value);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pending[1]);
        Assert.Equal("16", (await pending[2]).Value);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheStoreIsUnavailable_FailsTheBatchWithoutTryingEachRequest()
    {
        failures[3] = new StoreUnavailableException(new TimeoutException());
        var queue = Queue();

        var pending = await EnqueueBehindABatchAsync(queue, 2, 3, 4);
        mayFinish.Release(10);

        foreach (var request in pending)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => request);
        Assert.Equal<IEnumerable<int>>([[1], [2, 3, 4]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheCallerCancelsWhileWaiting_DropsTheRequest()
    {
        using var caller = new CancellationTokenSource();
        var queue = Queue();

        var staying = await EnqueueBehindABatchAsync(queue, 2);
        var cancelled = queue.EnqueueAsync(3, caller.Token);
        await caller.CancelAsync();
        mayFinish.Release(2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal("4", (await staying[0]).Value);
        Assert.Equal<IEnumerable<int>>([[1], [2]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheQueueIsFull_RefusesAtOnce()
    {
        var queue = Queue(maxQueueLength: 2);

        var accepted = await EnqueueBehindABatchAsync(queue, 2, 3);
        Assert.True((await queue.EnqueueAsync(4, Cancellation)).IsRefused);
        mayFinish.Release(2);

        var results = await Task.WhenAll(accepted);
        Assert.Equal(["4", "9"], results.Select(result => result.Value));
    }

    [Fact]
    public async Task TryAdmit_WhenTheQueueIsFull_IsFalseUntilARequestIsTaken()
    {
        var queue = Queue(maxBatchSize: 1, maxQueueLength: 1);
        Assert.True(queue.TryAdmit());

        var accepted = await EnqueueBehindABatchAsync(queue, 2);
        Assert.False(queue.TryAdmit());
        mayFinish.Release();
        await started.WaitAsync(Cancellation);

        Assert.True(queue.TryAdmit());
        mayFinish.Release();
        await Task.WhenAll(accepted);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheQueueIsStanding_RefusesNewAndLateRequestsUnlessTheBatchCanTakeThem()
    {
        var queue = Queue(maxBatchSize: 2, maxQueueLength: 200);
        var pending = await EnqueueBehindABatchAsync(queue, [.. Enumerable.Range(2, 150)]);
        var completed = 0;
        for (; queue.TryAdmit(); completed++)
            await FinishABatchAsync();
        // The pace is known after a tenth of a second. Shedding starts a second later, not sooner.
        Assert.InRange(completed, 55, 57);
        Assert.True((await queue.EnqueueAsync(1, Cancellation)).IsRefused);

        // Requests that have waited too long are refused, except the last ones: the batch can take them.
        mayFinish.Release(2);
        var results = await Task.WhenAll(pending);
        Assert.Equal(completed * 2, results.TakeWhile(result => !result.IsRefused).Count());
        Assert.Equal(2, results.Reverse().TakeWhile(result => !result.IsRefused).Count());
        Assert.Equal((completed * 2) + 2, results.Count(result => !result.IsRefused));
        Assert.True(queue.TryAdmit());

        async Task FinishABatchAsync()
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            mayFinish.Release();
            await started.WaitAsync(Cancellation);
        }
    }

    [Fact]
    public async Task EnqueueAsync_WhenTwoBatchesMayBeInFlight_LetsTwiceAsManyWait()
    {
        var queue = Queue(maxBatchSize: 1, batchesInFlight: 2);
        var pending = await EnqueueBehindABatchAsync(queue, 2);
        await started.WaitAsync(Cancellation);

        await AssertMayStandAsync(queue, pending);
    }

    [Fact]
    public async Task EnqueueAsync_WhenSlowBatchesRunTwoAtATime_LetsTwiceAsManyWait()
    {
        var queue = Queue(maxBatchSize: 1, slowBatch: TimeSpan.FromMilliseconds(10));
        var pending = await StartTwoBatchesAsync(queue);

        await AssertMayStandAsync(queue, pending);
    }

    [Fact]
    public async Task EnqueueAsync_WhenBatchesAreSlow_RunsTwoAtATime()
    {
        var queue = Queue(slowBatch: TimeSpan.FromMilliseconds(10));
        var pending = await StartTwoBatchesAsync(queue);

        pending.Add(queue.EnqueueAsync(4, Cancellation));
        mayFinish.Release(3);
        await Task.WhenAll(pending);
        Assert.Equal<IEnumerable<int>>([[1], [2], [3], [4]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenBatchesAreNoLongerSlow_RunsOneAtATime()
    {
        var queue = Queue(slowBatch: TimeSpan.FromMilliseconds(10));
        var pending = await StartTwoBatchesAsync(queue);
        clock.Advance(TimeSpan.FromMilliseconds(9));
        mayFinish.Release(2);
        await Task.WhenAll(pending);

        pending = await EnqueueBehindABatchAsync(queue, 4, 5);
        Assert.False(await started.WaitAsync(Watched, Cancellation));
        mayFinish.Release(2);
        await Task.WhenAll(pending);
        Assert.Equal<IEnumerable<int>>([[1], [2], [3], [1], [4, 5]], batches);
    }

    [Fact]
    public async Task StopAsync_WhenTwoBatchesAreInFlight_WaitsForBoth()
    {
        var queue = Queue(slowBatch: TimeSpan.FromMilliseconds(10));
        var pending = await StartTwoBatchesAsync(queue);

        var stopped = queue.StopAsync(Cancellation);
        mayFinish.Release();
        await Task.WhenAny(pending);
        await Assert.ThrowsAsync<TimeoutException>(() => stopped.WaitAsync(Watched, Cancellation));

        mayFinish.Release();
        await stopped;
        await Task.WhenAll(pending);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheNextBatchCanTakeAll_CompletesThemHoweverLongTheyWaited()
    {
        var queue = Queue();

        var waiting = await EnqueueBehindABatchAsync(queue, 2, 3, 4);
        clock.Advance(TimeSpan.FromMinutes(1));
        mayFinish.Release(2);

        var results = await Task.WhenAll(waiting);
        Assert.Equal(["4", "9", "16"], results.Select(result => result.Value));
    }

    [Fact]
    public async Task EnqueueAsync_WhenTheLongestWaitIsOver_RefusesTheRequest()
    {
        var queue = Queue();

        var tooLate = await EnqueueBehindABatchAsync(queue, 2);
        clock.Advance(LongestWait - TimeSpan.FromSeconds(1));
        var inTime = queue.EnqueueAsync(3, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(1));
        mayFinish.Release(2);

        Assert.True((await tooLate[0]).IsRefused);
        Assert.Equal("9", (await inTime).Value);
        Assert.Equal<IEnumerable<int>>([[1], [3]], batches);
    }

    [Fact]
    public async Task EnqueueAsync_WhenABurstComesAfterAPause_LetsItWait()
    {
        var queue = Queue();
        mayFinish.Release();
        await queue.EnqueueAsync(0, Cancellation);
        await started.WaitAsync(Cancellation);
        clock.Advance(TimeSpan.FromHours(1));

        var burst = await EnqueueBehindABatchAsync(queue, 2);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        mayFinish.Release(2);

        Assert.Equal("4", (await burst[0]).Value);
    }

    [Fact]
    public async Task StopAsync_WhenRequestsWait_CompletesThemAndRefusesNewOnes()
    {
        var queue = Queue();

        var accepted = await EnqueueBehindABatchAsync(queue, 2, 3);
        var stopped = queue.StopAsync(Cancellation);
        Assert.True((await queue.EnqueueAsync(4, Cancellation)).IsRefused);
        Assert.False(stopped.IsCompleted);
        mayFinish.Release(2);

        var results = await Task.WhenAll(accepted);
        Assert.Equal(["4", "9"], results.Select(result => result.Value));
        await stopped;
    }

    [Fact]
    public async Task EnqueueAsync_WhenABatchStarts_RecordsItsSize()
    {
        using var sizes = new Measurements<int>(services, "fluxkart.identification.batch.size");
        var queue = Queue();

        var pending = await EnqueueBehindABatchAsync(queue, 2, 3, 4);
        mayFinish.Release(2);
        await Task.WhenAll(pending);

        Assert.Equal([1, 3], sizes.Values);
    }

    [Fact]
    public async Task EnqueueAsync_WhenTracingIsOn_LinksTheBatchAndItsRequestsToEachOther()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = ListenTo(ended);
        var queue = Queue();

        using var request = new Activity("request").Start();
        var pending = await EnqueueBehindABatchAsync(queue, 2, 3);
        request.Stop();
        mayFinish.Release(2);
        await Task.WhenAll(pending);
        await queue.StopAsync(Cancellation);

        // Other tests run queues at the same time.
        var batches = ended.Where(activity => activity.Links.Any(link => link.Context == request.Context)).ToList();
        Assert.Equal([1, 2], batches.Select(activity => activity.Links.Count()).Order());
        Assert.All(batches, activity => Assert.Equal("identify batch, test", activity.OperationName));
        Assert.Equal(
            batches.Select(batch => batch.SpanId.ToHexString()).Order(),
            request.Links.Select(link => link.Context.SpanId.ToHexString()).Distinct().Order());
    }

    [Fact]
    public async Task EnqueueAsync_WhenTracingIsOn_AddsEventsOfTheBatchToTheRequest()
    {
        using var listener = ListenTo([]);
        var queue = Queue();

        using var request = new Activity("request").Start();
        var pending = queue.EnqueueAsync(2, Cancellation);
        await started.WaitAsync(Cancellation);
        Assert.Equal(["batch started"], request.Events.Select(@event => @event.Name));
        mayFinish.Release();
        await pending;

        Assert.Equal(["batch started", "batch ended"], request.Events.Select(@event => @event.Name));
        Assert.All(request.Events, @event => Assert.Equal([new("queue", "test")], @event.Tags));
    }

    private static ActivityListener ListenTo(ConcurrentQueue<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IdentificationMetrics.MeterName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Starts batches with requests 2 and 3 at the same time, after one that took 10 ms.</summary>
    private async Task<List<Task<QueueResult<string>>>> StartTwoBatchesAsync(BatchQueue<int, string> queue)
    {
        var pending = await EnqueueBehindABatchAsync(queue, 2);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        mayFinish.Release();
        await started.WaitAsync(Cancellation);
        pending.Add(queue.EnqueueAsync(3, Cancellation));
        await started.WaitAsync(Cancellation);
        return pending;
    }

    /// <summary>Lets five to six requests wait for over a second, and two batches of one run at a time.</summary>
    /// <remarks>Two at a time, of 20 ms each, do five requests in the intended 50 ms. One at a time would do two.</remarks>
    private async Task AssertMayStandAsync(BatchQueue<int, string> queue, List<Task<QueueResult<string>>> pending)
    {
        pending.AddRange(Enumerable.Range(3, 6).Select(request => queue.EnqueueAsync(request, Cancellation)));
        for (var completed = 0; completed < 60; completed++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            mayFinish.Release(2);
            await started.WaitAsync(Cancellation);
            await started.WaitAsync(Cancellation);
            pending.AddRange([queue.EnqueueAsync(4, Cancellation), queue.EnqueueAsync(5, Cancellation)]);
        }

        Assert.True(queue.TryAdmit());
        mayFinish.Release(10);
        var results = await Task.WhenAll(pending);
        Assert.All(results, result => Assert.False(result.IsRefused));
    }

    private BatchQueue<int, string> Queue(
        int maxBatchSize = 64, int maxQueueLength = 100, int batchesInFlight = 1, TimeSpan? slowBatch = null) => new(
        "test",
        new BatchLimits(maxBatchSize, maxQueueLength, batchesInFlight, LongestWait) { SlowBatch = slowBatch ?? TimeSpan.MaxValue },
        WorkAsync,
        new BatchingTelemetry(services.GetRequiredService<IMeterFactory>()),
        clock);

    private async Task<IReadOnlyList<string>> WorkAsync(IReadOnlyList<int> requests)
    {
        lock (batches)
            batches.Add(requests);
        started.Release();
        await mayFinish.WaitAsync(Cancellation);
        return requests.Select(request => failures.TryGetValue(request, out var failure) ? throw failure : $"{request * request}").ToList();
    }

    /// <summary>Adds requests to the queue while a batch with request 1 is in flight.</summary>
    private async Task<List<Task<QueueResult<string>>>> EnqueueBehindABatchAsync(BatchQueue<int, string> queue, params int[] requests)
    {
        _ = queue.EnqueueAsync(1, Cancellation);
        await started.WaitAsync(Cancellation);
        return requests.Select(request => queue.EnqueueAsync(request, Cancellation)).ToList();
    }
}
