using System.Diagnostics;

namespace FluxKart.Tests.Webhooks;

/// <summary>A clock that runs faster, so that a test sees long pauses and timeouts soon. It can also jump.</summary>
internal sealed class FastClock(double factor) : TimeProvider
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
        new FastTimer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / factor : time;

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
