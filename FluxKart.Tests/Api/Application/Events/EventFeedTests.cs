using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Events;

/// <summary>The streams of the feed, with a clock that the test moves.</summary>
public sealed class EventFeedTests : IAsyncLifetime
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider clock = new();
    private readonly MemoryLog log = new();
    private readonly ServiceProvider services;
    private readonly EventTail tail;
    private readonly EventFeed feed;

    public EventFeedTests()
    {
        services = new ServiceCollection().AddMetrics().AddSingleton<EventMetrics>().AddSingleton<IEventLog>(log).BuildServiceProvider();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        tail = new EventTail(scopes, services.GetRequiredService<EventMetrics>(), clock, NullLogger<EventTail>.Instance);
        feed = new EventFeed(scopes, tail, clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await tail.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await tail.StopAsync(CancellationToken.None);
        tail.Dispose();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task FollowAsync_WhenAnEventIsStored_ReturnsItWithin250Milliseconds()
    {
        log.Append();
        await using var stream = Open(after: 0);
        Assert.Equal(1, await NextIdAsync(stream));

        // At different moments between two reads, because one alone could be lucky.
        for (var pause = 500; pause < 1000; pause += 50)
        {
            await PassAsync(TimeSpan.FromMilliseconds(pause));
            var before = clock.GetTimestamp();
            var id = log.Append();

            Assert.Equal(id, await NextIdAsync(stream));
            Assert.InRange(clock.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
        }
    }

    [Fact]
    public async Task FollowAsync_WhenNothingHappens_ReturnsNullAfterTheLongestSilence()
    {
        await using var stream = Open(after: 0);

        for (var comment = 0; comment < 2; comment++)
        {
            var before = clock.GetTimestamp();
            Assert.Null(await NextIdAsync(stream));
            Assert.InRange(clock.GetElapsedTime(before), LongestSilence, LongestSilence + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task FollowAsync_WhenTheLogCannotBeRead_GoesOnOnceItCan()
    {
        foreach (var fault in new Exception[] { new StoreUnavailableException(new TimeoutException()), new InvalidOperationException() })
        {
            var last = log.Append();
            await using var stream = Open(after: last - 1);
            Assert.Equal(last, await NextIdAsync(stream));
            await PassAsync(TimeSpan.FromSeconds(1));

            log.Fault = fault;
            log.Append();
            await PassAsync(TimeSpan.FromSeconds(5));
            log.Fault = null;

            Assert.Equal(last + 1, await NextIdAsync(stream));
        }
    }

    [Fact]
    public async Task FollowAsync_WhenThereAreManyStreams_ReadsNewEventsOnceForAllOfThem()
    {
        var streams = Enumerable.Range(0, 50).Select(_ => Open(after: 0)).ToList();
        log.Append();
        foreach (var stream in streams)
            Assert.Equal(1, await NextIdAsync(stream));
        var waiting = streams.ConvertAll(stream => stream.MoveNextAsync().AsTask());
        await PassAsync(TimeSpan.FromSeconds(1));

        log.Reads = 0;
        log.Append();
        await PassAsync(TimeSpan.FromSeconds(2));

        Assert.All(waiting, next => Assert.True(next.IsCompletedSuccessfully));
        Assert.All(streams, stream => Assert.Equal(2, stream.Current?.Id));
        Assert.InRange(log.Reads, 1, 25);
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task FollowAsync_WhenMoreEventsComeThanOnePageHolds_MissesNone()
    {
        await using var stream = Open(after: 0);
        log.Append();
        Assert.Equal(1, await NextIdAsync(stream));
        await PassAsync(TimeSpan.FromSeconds(1));

        for (var count = 0; count < 3_500; count++)
            log.Append();

        for (var id = 2; id <= 3_501; id++)
            Assert.Equal(id, await NextIdAsync(stream));
    }

    [Fact]
    public async Task FollowAsync_WhenNoStreamIsOpen_LeavesTheLogAlone()
    {
        await using (var stream = Open(after: 0))
        {
            log.Append();
            await NextIdAsync(stream);
        }

        await PassAsync(TimeSpan.FromSeconds(1));
        log.Reads = 0;
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(0, log.Reads);
    }

    private IAsyncEnumerator<RecordedEvent?> Open(long after) =>
        feed.FollowAsync(after, [], LongestSilence, Cancellation).GetAsyncEnumerator(Cancellation);

    /// <summary>Lets time pass until the stream returns something.</summary>
    private async Task<long?> NextIdAsync(IAsyncEnumerator<RecordedEvent?> stream)
    {
        var next = stream.MoveNextAsync().AsTask();
        for (var steps = 0; !next.IsCompleted; steps++)
        {
            Assert.InRange(steps, 0, 10_000);
            await PassAsync(Step);
        }

        Assert.True(await next);
        return stream.Current?.Id;
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            clock.Advance(Step);
            // The loops under test run on other threads.
            await Task.Delay(1, Cancellation);
        }
    }

    private sealed class MemoryLog : IEventLog
    {
        private readonly Lock guard = new();
        private readonly List<RecordedEvent> events = [];
        private int reads;

        public Exception? Fault { get; set; }

        public int Reads { get => reads; set => reads = value; }

        public long Append()
        {
            lock (guard)
            {
                var id = events.Count + 1;
                events.Add(new RecordedEvent(id, EventTypes.ContactCreated, DateTime.UnixEpoch, id, new EventData()));
                return id;
            }
        }

        public Task<EventPage> ReadAsync(long after, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref reads);
            if (Fault is { } fault)
                return Task.FromException<EventPage>(fault);
            lock (guard)
            {
                var page = events.Skip((int)after).Take(limit).ToList();
                return Task.FromResult(new EventPage(page, page.Count > 0 ? page[^1].Id : after));
            }
        }

        public Task<EventPage> ReadNewestAsync(IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RecordedEvent>> ReadNamingAsync(
            IReadOnlyCollection<long> contactIds, long after, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<long> ReadNewestIdAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref reads);
            lock (guard)
                return Fault is { } fault ? Task.FromException<long>(fault) : Task.FromResult((long)events.Count);
        }
    }
}
