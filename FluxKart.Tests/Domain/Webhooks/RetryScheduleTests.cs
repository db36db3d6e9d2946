using FluxKart.Domain.Webhooks;

namespace FluxKart.Tests.Domain.Webhooks;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0.5, 4)]
    [InlineData(1, 5)]
    public void PauseAfter_WhenItIsTheFirstAttempt_IsAtMostFiveSeconds(double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.PauseAfter(1, random));

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void PauseAfter_WhenThereAreMoreAttempts_DoublesUpToAQuarterOfAnHour(double random)
    {
        var pauses = Enumerable.Range(1, 20).Select(attempts => RetrySchedule.PauseAfter(attempts, random)).ToList();

        Assert.All(pauses.Take(8).Zip(pauses.Skip(1).Take(7)), pair => Assert.Equal(pair.First * 2, pair.Second));
        Assert.All(pauses.Skip(8), pause => Assert.Equal(MaxPause * (0.75 + (random / 2)), pause));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void PauseAfter_WhenThereAreVeryManyAttempts_IsStillTheLongestPause(int attempts) =>
        Assert.Equal(MaxPause * 1.25, RetrySchedule.PauseAfter(attempts, 1));
}
