using System.Threading.RateLimiting;
using FluxKart.Api.Security.Limits;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Security.Limits;

public sealed class TokenBucketTests
{
    /// <summary>Bursts far below, near and above rates from low to high, some of which do not divide a second evenly.</summary>
    public static readonly TheoryData<int, int> Limits = new(
        from rate in new[] { 1, 3, 10, 700, 1000, 7919 }
        from burst in new[] { 1, 2, 5, 999, 2000 }
        select (rate, burst));

    private readonly FakeTimeProvider clock = new();

    [Theory]
    [MemberData(nameof(Limits))]
    public void AttemptAcquire_WhenRateIsSteadyAndAtTheLimit_IsNeverRefused(int rate, int burst)
    {
        using var bucket = new TokenBucket(rate, burst, clock);

        for (var request = 0; request < 5000; request++)
        {
            Assert.True(IsPermitted(bucket), $"Request {request} was refused.");
            clock.Advance(TimeBetween(rate));
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void AttemptAcquire_WhenRequestsArriveInGroupsOfTheBurst_IsNeverRefusedBelowTheLimit(int rate, int burst)
    {
        using var bucket = new TokenBucket(rate, burst, clock);

        for (var group = 0; group < 20; group++)
        {
            for (var request = 0; request < burst; request++)
                Assert.True(IsPermitted(bucket), $"Request {request} of group {group} was refused.");
            clock.Advance(TimeBetween(rate) * burst);
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void AttemptAcquire_AfterAPause_PermitsTheBurstAndThenTheRate(int rate, int burst)
    {
        using var bucket = new TokenBucket(rate, burst, clock);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(burst, CountPermitted(bucket));
        clock.Advance(TimeBetween(rate));
        Assert.Equal(1, CountPermitted(bucket));
        Assert.Null(bucket.IdleDuration);
    }

    [Fact]
    public void AttemptAcquire_WhenRefused_TellsWhenTheNextTokenComes()
    {
        using var bucket = new TokenBucket(tokensPerSecond: 4, size: 1, clock);
        Assert.True(IsPermitted(bucket));
        clock.Advance(TimeSpan.FromMilliseconds(100));

        using var refused = bucket.AttemptAcquire();

        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var pause));
        Assert.Equal(TimeSpan.FromMilliseconds(150), pause);
        clock.Advance(pause);
        Assert.True(IsPermitted(bucket));
    }

    [Fact]
    public void IdleDuration_WhenBucketIsFullAgain_IsTheTimeSinceThen()
    {
        using var bucket = new TokenBucket(tokensPerSecond: 2, size: 2, clock);
        Assert.True(IsPermitted(bucket));
        Assert.Null(bucket.IdleDuration);

        clock.Advance(TimeSpan.FromSeconds(10.5));

        Assert.Equal(TimeSpan.FromSeconds(10), bucket.IdleDuration);
    }

    private static TimeSpan TimeBetween(int rate) => TimeSpan.FromTicks((TimeSpan.TicksPerSecond + rate - 1) / rate);

    private static bool IsPermitted(TokenBucket bucket)
    {
        using var lease = bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    private static int CountPermitted(TokenBucket bucket)
    {
        var count = 0;
        while (IsPermitted(bucket))
            count++;
        return count;
    }
}
