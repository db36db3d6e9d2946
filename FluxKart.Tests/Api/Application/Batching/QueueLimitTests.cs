using FluxKart.Api.Application.Batching;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Batching;

/// <summary>A queue of at most 1000 requests, which are done in batches of 10, two at a time.</summary>
public sealed class QueueLimitTests
{
    private const int MaxLength = 1000;

    private readonly FakeTimeProvider clock = new();
    private readonly QueueLimit limit;

    public QueueLimitTests() => limit = new QueueLimit(MaxLength, maxBatchSize: 10, batchesInFlight: 2, clock);

    [Fact]
    public void TryEnter_WhenTheQueueDoesNotStand_LetsItFill()
    {
        Do(size: 100, milliseconds: 1000);

        Assert.Equal(MaxLength, Fill());
    }

    [Fact]
    public void TryEnter_WhenItRefuses_CountsNobody()
    {
        Fill();
        Assert.False(limit.TryEnter());

        Assert.Equal(MaxLength, limit.Length);
        limit.Leave();
        Assert.True(limit.TryEnter());
    }

    [Theory]
    // Two batches of 100 in a second each are 200/s, of which 10 take 50 ms.
    [InlineData(100, 1000, 10)]
    [InlineData(100, 100, 100)]
    // At least a batch: it is taken as a whole.
    [InlineData(1, 1000, 10)]
    // At most what the queue holds.
    [InlineData(100_000, 100, MaxLength)]
    public void TryEnter_WhenTheQueueSheds_LetsWaitWhatIsDoneIn50Milliseconds(int size, int milliseconds, int expected)
    {
        Shed();
        Do(size, milliseconds);

        Assert.Equal(expected, Fill());
    }

    [Fact]
    public void TryEnter_WhenThePaceChanges_FollowsIt()
    {
        Shed();
        Do(size: 100, milliseconds: 1000);
        Do(size: 50, milliseconds: 60);
        Do(size: 50, milliseconds: 40);

        Assert.Equal(100, Fill());
    }

    [Fact]
    public void NoteTaken_WhenTheQueueIsTooLongForASecond_Sheds()
    {
        Do(size: 1, milliseconds: 1000);
        Enter(11);
        limit.NoteTaken();
        clock.Advance(TimeSpan.FromSeconds(1));
        limit.NoteTaken();
        Assert.False(limit.Sheds);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        limit.NoteTaken();

        Assert.True(limit.Sheds);
    }

    [Fact]
    public void NoteTaken_WhenTheQueueIsShortInBetween_ShedsNothing()
    {
        Do(size: 1, milliseconds: 1000);
        Enter(11);
        limit.NoteTaken();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.Leave();
        limit.NoteTaken();
        Enter(1);
        limit.NoteTaken();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.NoteTaken();

        Assert.False(limit.Sheds);
        Assert.Equal(MaxLength - 11, Fill());
    }

    [Fact]
    public void NoteTaken_WhenManyWaitButAreDoneInTime_ShedsNothing()
    {
        Do(size: 100, milliseconds: 100);
        Enter(100);
        limit.NoteTaken();
        clock.Advance(TimeSpan.FromMinutes(1));
        limit.NoteTaken();

        Assert.False(limit.Sheds);
    }

    [Theory]
    // Ten others wait for the nine places that the request would leave.
    [InlineData(101, 10, true)]
    [InlineData(100, 10, false)]
    [InlineData(101, 11, false)]
    public void IsTooLate_WhenTheQueueSheds_IsTrueAfter100MillisecondsWhereOthersNeedThePlace(int milliseconds, int places, bool expected)
    {
        Shed();
        Enter(10);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, limit.IsTooLate(since, places));
    }

    [Fact]
    public void IsTooLate_WhenTheQueueDoesNotShed_IsFalse()
    {
        Enter(100);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(limit.IsTooLate(since, places: 1));
    }

    [Fact]
    public void IsTooLate_WhenItIsTrue_CountsAsARefusal()
    {
        Shed();
        Enter(10);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.True(limit.IsTooLate(since, places: 1));
        clock.Advance(TimeSpan.FromSeconds(0.9));

        Assert.True(limit.Sheds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sheds_UntilNobodyWasRefusedForASecond_IsTrue(bool atTheDoor)
    {
        Shed();
        Fill();
        for (var times = 0; times < 3; times++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.9));
            Assert.True(atTheDoor ? limit.Refuses() : !limit.TryEnter());
        }

        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.False(limit.Refuses());
        Assert.Equal(MaxLength - 10, Fill());
    }

    private void Do(int size, int milliseconds) => limit.NoteDone(size, TimeSpan.FromMilliseconds(milliseconds));

    private void Enter(int requests)
    {
        for (var request = 0; request < requests; request++)
            Assert.True(limit.TryEnter());
    }

    /// <summary>Lets requests enter until one is refused.</summary>
    /// <returns>How many there were.</returns>
    private int Fill()
    {
        var entered = 0;
        while (limit.TryEnter())
            entered++;
        return entered;
    }

    /// <summary>Lets the queue stand for over a second, and empties it.</summary>
    private void Shed()
    {
        Do(size: 1, milliseconds: 1000);
        Enter(11);
        limit.NoteTaken();
        clock.Advance(TimeSpan.FromSeconds(1.1));
        limit.NoteTaken();
        for (var request = 0; request < 11; request++)
            limit.Leave();
    }
}
