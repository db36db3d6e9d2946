using FluxKart.Api.Application.Identification.Batching;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Identification.Batching;

/// <summary>A queue of at most 1000 requests, done in batches of 10, two batches at a time.</summary>
public sealed class QueueLimitTests
{
    private const int MaxLength = 1000;

    private readonly FakeTimeProvider clock = new();
    private readonly QueueLimit limit;

    public QueueLimitTests() => limit = new QueueLimit(
        new BatchLimits(MaxBatchSize: 10, MaxQueueLength: MaxLength, BatchesInFlight: 2, LongestWait: TimeSpan.FromSeconds(10)), clock);

    [Fact]
    public void TryEnter_WhenTheQueueIsNotStanding_LetsItFill()
    {
        CompleteBatch(size: 100, milliseconds: 1000);

        Assert.Equal(MaxLength, Fill());
    }

    [Fact]
    public void TryEnter_WhenItRefuses_DoesNotCountTheRequest()
    {
        Fill();
        Assert.False(limit.TryEnter());

        Assert.Equal(MaxLength, limit.Length);
        limit.Leave();
        Assert.True(limit.TryEnter());
    }

    [Theory]
    // Two batches at a time, each of 100 requests in 1000 ms, do 10 requests in 50 ms.
    [InlineData(100, 1000, 10)]
    [InlineData(100, 100, 100)]
    // At least one batch, because a batch is taken as a whole.
    [InlineData(1, 1000, 10)]
    // At most the maximum length of the queue.
    [InlineData(100_000, 100, MaxLength)]
    public void TryEnter_WhenTheQueueSheds_AdmitsWhatIsDoneIn50Milliseconds(int size, int milliseconds, int expected)
    {
        StartShedding();
        CompleteBatch(size, milliseconds);

        Assert.Equal(expected, Fill());
    }

    [Fact]
    public void TryEnter_WhenMoreBatchesAreInFlight_AdmitsMore()
    {
        StartShedding();
        CompleteBatch(size: 100, milliseconds: 1000, batchesInFlight: 4);

        Assert.Equal(20, Fill());
    }

    [Fact]
    public void TryEnter_WhenThePaceChanges_AdaptsToIt()
    {
        StartShedding();
        CompleteBatch(size: 100, milliseconds: 1000);
        CompleteBatch(size: 50, milliseconds: 60);
        CompleteBatch(size: 50, milliseconds: 40);

        Assert.Equal(100, Fill());
    }

    [Fact]
    public void RecordTaken_WhenTheQueueIsTooLongForOverASecond_StartsShedding()
    {
        CompleteBatch(size: 1, milliseconds: 1000);
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
    public void RecordTaken_WhenTheQueueIsShortInBetween_DoesNotStartShedding()
    {
        CompleteBatch(size: 1, milliseconds: 1000);
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
    public void RecordTaken_WhenManyRequestsWaitButAreDoneInTime_DoesNotStartShedding()
    {
        CompleteBatch(size: 100, milliseconds: 100);
        Enter(100);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromMinutes(1));
        limit.RecordTaken();

        Assert.False(limit.IsShedding);
    }

    [Theory]
    // With this request in the batch, nine places are left for the ten that wait.
    [InlineData(101, 10, true)]
    [InlineData(100, 10, false)]
    [InlineData(101, 11, false)]
    public void TryTurnAway_WhenTheQueueSheds_IsTrueAfter100MillisecondsIfOthersNeedThePlace(int milliseconds, int places, bool expected)
    {
        StartShedding();
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
        StartShedding();
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
    public void IsShedding_UntilNoRequestIsRefusedForASecond_IsTrue(bool byTryAdmit)
    {
        StartShedding();
        Fill();
        for (var refused = 0; refused < 3; refused++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.9));
            Assert.True(byTryAdmit ? !limit.TryAdmit() : !limit.TryEnter());
        }

        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.True(limit.TryAdmit());
        Assert.Equal(MaxLength - 10, Fill());
    }

    private void CompleteBatch(int size, int milliseconds, int batchesInFlight = 2) =>
        limit.RecordCompleted(size, TimeSpan.FromMilliseconds(milliseconds), batchesInFlight);

    private void Enter(int requests)
    {
        for (var request = 0; request < requests; request++)
            Assert.True(limit.TryEnter());
    }

    /// <summary>Adds requests until one is refused.</summary>
    /// <returns>How many were added.</returns>
    private int Fill()
    {
        var entered = 0;
        while (limit.TryEnter())
            entered++;
        return entered;
    }

    /// <summary>Keeps the queue standing for over a second, and then empties it.</summary>
    private void StartShedding()
    {
        CompleteBatch(size: 1, milliseconds: 1000);
        Enter(11);
        limit.RecordTaken();
        clock.Advance(TimeSpan.FromSeconds(1.1));
        limit.RecordTaken();
        for (var request = 0; request < 11; request++)
            limit.Leave();
    }
}
