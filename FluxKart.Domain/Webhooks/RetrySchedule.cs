namespace FluxKart.Domain.Webhooks;

/// <summary>When an event is sent again that a receiver has not taken.</summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
public static class RetrySchedule
{
    /// <summary>How long a failing endpoint is tried before it stops.</summary>
    public static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(2);

    // With the jitter the first pause is at most 5 s.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(15);

    private const double Jitter = 0.25;

    /// <summary>The pause after a failed attempt, in whole milliseconds. It doubles with each attempt, up to a quarter of an hour.</summary>
    /// <param name="attempts">How often the event has been sent so far; at least 1.</param>
    /// <param name="random">From 0 to 1. It shifts the pause by up to a quarter, so that endpoints are not all tried at the same time.</param>
    public static TimeSpan PauseAfter(int attempts, double random)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 30));
        var pause = (doubled < MaxPause ? doubled : MaxPause) * (1 - Jitter + (2 * Jitter * random));
        return TimeSpan.FromMilliseconds(Math.Floor(pause.TotalMilliseconds));
    }
}
