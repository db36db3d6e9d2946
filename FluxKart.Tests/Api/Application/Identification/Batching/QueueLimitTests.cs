using FluxKart.Api.Application.Identification.Batching;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Identification.Batching;

/// <summary>A queue of at most 1000 requests, which are done in batches of 10, two at a time.</summary>
public sealed class QueueLimitTests
{
    private const int MaxLength = 1000;

    private readonly FakeTimeProvider clock = new();
    private readonly QueueLimit limit;

    public QueueLimitTests() => limit = new QueueLimit(
        new BatchLimits(MaxBatchSize: 10, MaxQueueLength: MaxLength, BatchesInFlight: 2, LongestWait: TimeSpan.FromSeconds(10)), clock);

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
    public void RecordTaken_WhenTheQueueIsTooLongForASecond_Sheds()
    {
        Do(size: 1, milliseconds: 1000);
        Enter(11);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromSeconds(1));
        limit.RecordTaken();
        Assert.False(limit.IsShedding);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        limit.RecordTaken();

        Assert.True(limit.IsShedding);
    }

    [Fact]
    public void RecordTaken_WhenTheQueueIsShortInBetween_ShedsNothing()
    {
        Do(size: 1, milliseconds: 1000);
        Enter(11);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.Leave();
        limit.RecordTaken();
        Enter(1);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        limit.RecordTaken();

        Assert.False(limit.IsShedding);
        Assert.Equal(MaxLength - 11, Fill());
    }

    [Fact]
    public void RecordTaken_WhenManyWaitButAreDoneInTime_ShedsNothing()
    {
        Do(size: 100, milliseconds: 100);
        Enter(100);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromMinutes(1));
        limit.RecordTaken();

        Assert.False(limit.IsShedding);
    }

    [Theory]
    // Ten others wait for the nine places that the request would leave.
    [InlineData(101, 10, true)]
    [InlineData(100, 10, false)]
    [InlineData(101, 11, false)]
    public void TryTurnAway_WhenTheQueueSheds_IsTrueAfter100MillisecondsWhereOthersNeedThePlace(int milliseconds, int places, bool expected)
    {
        Shed();
        Enter(10);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, limit.TryTurnAway(since, places));
    }

    [Fact]
    public void TryTurnAway_WhenTheQueueDoesNotShed_IsFalse()
    {
        Enter(100);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(limit.TryTurnAway(since, places: 1));
    }

    [Fact]
    public void TryTurnAway_WhenItIsTrue_CountsAsARefusal()
    {
        Shed();
        Enter(10);
        var since = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.True(limit.TryTurnAway(since, places: 1));
        clock.Advance(TimeSpan.FromSeconds(0.9));

        Assert.True(limit.IsShedding);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsShedding_UntilNobodyWasRefusedForASecond_IsTrue(bool atTheDoor)
    {
        Shed();
        Fill();
        for (var times = 0; times < 3; times++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.9));
            Assert.True(atTheDoor ? !limit.TryAdmit() : !limit.TryEnter());
        }

        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.True(limit.TryAdmit());
        Assert.Equal(MaxLength - 10, Fill());
    }

    private void Do(int size, int milliseconds) => limit.RecordCompleted(size, TimeSpan.FromMilliseconds(milliseconds));

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
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromSeconds(1.1));
        limit.RecordTaken();
        for (var request = 0; request < 11; request++)
            limit.Leave();
    }
}
