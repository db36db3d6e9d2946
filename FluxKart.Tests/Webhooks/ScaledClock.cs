using System.Diagnostics;

namespace FluxKart.Tests.Webhooks;

/// <summary>
/// A clock that runs faster or slower, so that a test sees long pauses soon, or has more time than a timeout leaves. It can also jump.
/// </summary>
internal sealed class ScaledClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly long startTimestamp = Stopwatch.GetTimestamp();
    private long jumped;

    public override long TimestampFrequency => Stopwatch.Frequency;

    /// <summary>Moves the time on without its timers, as when a suspended process continues and they have not fired yet.</summary>
    public void Jump(TimeSpan time) => Interlocked.Add(ref jumped, (long)(time.TotalSeconds * Stopwatch.Frequency));

    public override DateTimeOffset GetUtcNow() => start + Stopwatch.GetElapsedTime(0, GetTimestamp());

    public override long GetTimestamp() =>
        (long)((Stopwatch.GetTimestamp() - startTimestamp) * factor) + Interlocked.Read(ref jumped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    private TimeSpan Scale(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
