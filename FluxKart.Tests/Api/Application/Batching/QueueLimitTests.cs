using FluxKart.Api.Application.Batching;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Batching;

/// <summary>A queue of at most 1000 requests, which are done in batches of 10, two at a time.</summary>
public sealed class QueueLimitTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly QueueLimit limit;

    public QueueLimitTests() => limit = new QueueLimit(maxLength: 1000, maxBatchSize: 10, batchesInFlight: 2, clock);

    [Fact]
    public void Admits_WhenTheQueueDoesNotStand_LetsItFill()
    {
        Do(size: 100, milliseconds: 1000);

        Assert.True(limit.Admits(999));
        Assert.False(limit.Admits(1000));
    }

    [Theory]
    // Two batches of 100 in a second each are 200/s, of which 10 take 50 ms.
    [InlineData(100, 1000, 10)]
    [InlineData(100, 100, 100)]
    // At least a batch: it is taken as a whole.
    [InlineData(1, 1000, 10)]
    // At most what the queue holds.
    [InlineData(100_000, 100, 1000)]
    public void Admits_WhenTheQueueStands_LetsWaitWhatIsDoneIn50Milliseconds(int size, int milliseconds, int expected)
    {
        Do(size, milliseconds);
        Stand();

        Assert.True(limit.Admits(expected - 1));
        Assert.False(limit.Admits(expected));
    }

    [Fact]
    public void Admits_WhenThePaceChanges_FollowsIt()
    {
        Do(size: 100, milliseconds: 1000);
        Do(size: 50, milliseconds: 60);
        Do(size: 50, milliseconds: 40);
        Stand();

        Assert.True(limit.Admits(99));
        Assert.False(limit.Admits(100));
    }

    [Fact]
    public void Admits_WhenABatchTookAllWithinASecond_LetsItFill()
    {
        Do(size: 1, milliseconds: 1000);
        limit.NoteTaken(all: false);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.NoteTaken(all: true);
        limit.NoteTaken(all: false);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.NoteTaken(all: false);

        Assert.True(limit.Admits(999));
    }

    [Fact]
    public void Admits_WhenNobodyWasRefusedForASecond_LetsItFillAgain()
    {
        Do(size: 1, milliseconds: 1000);
        Stand();
        limit.NoteTaken(all: true);

        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(limit.Admits(10));
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(limit.Admits(10));
        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.True(limit.Admits(10));
    }

    [Fact]
    public void IsTooLate_WhenTheQueueDoesNotStand_IsFalse()
    {
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromSeconds(0.9));

        Assert.False(limit.IsTooLate(since));
    }

    [Fact]
    public void IsTooLate_WhenTheQueueStands_IsTrueAfter100Milliseconds()
    {
        Stand();
        var since = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.False(limit.IsTooLate(since));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(limit.IsTooLate(since));
    }

    [Fact]
    public void IsTooLate_WhenNobodyWasRefusedForASecond_IsFalse()
    {
        Stand();
        limit.NoteTaken(all: true);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromSeconds(0.5));

        Assert.False(limit.IsTooLate(since));
    }

    private void Do(int size, int milliseconds) => limit.NoteDone(size, TimeSpan.FromMilliseconds(milliseconds));

    private void Stand()
    {
        limit.NoteTaken(all: false);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        limit.NoteTaken(all: false);
    }
}
