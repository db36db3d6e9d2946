namespace FluxKart.Api.Application.Identification.Batching;

/// <summary>
/// How many requests wait in a queue, and how many may. A burst may fill the queue. If for a second the queue holds more than the service
/// completes in the intended wait, it sheds load: if all requests waited, all of them would be late. Then it accepts only what is completed
/// in the intended wait, and it refuses requests that have waited too long in favour of those that can still be served in time. Shedding
/// ends when no request has been refused for a second.
/// </summary>
/// <remarks>
/// "Controlled delay", as in https://queue.acm.org/detail.cfm?id=2839461, except that most requests are refused before they wait, not
/// after. A request that the next batch can take is never refused, however long the database delayed the batch before it.
/// </remarks>
internal sealed class QueueLimit
{
    // In place of a timestamp.
    private const long Never = -1;

    private static readonly TimeSpan StandingAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SheddingLasts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(100);

    // As many requests may wait as are completed in this time: half of MaxWait, because the next ones may take longer than the last.
    private static readonly TimeSpan IntendedWait = MaxWait / 2;
    private static readonly TimeSpan MeasuredTime = TimeSpan.FromMilliseconds(100);

    private readonly BatchLimits limits;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    // What is completed in the intended wait, but at least one batch, since a batch is taken as a whole. Unlimited until that is measured.
    private int intendedLength;
    private int length;
    private long standsSince = Never;
    private long lastShedding = Never;
    private int completed;
    private TimeSpan completedIn;

    public QueueLimit(BatchLimits limits, TimeProvider clock)
    {
        this.limits = limits;
        this.clock = clock;
        intendedLength = limits.MaxQueueLength;
    }

    /// <summary>How many requests wait.</summary>
    public int Length => Volatile.Read(ref length);

    /// <summary>Whether requests are refused although the queue is not full.</summary>
    public bool IsShedding => Volatile.Read(ref lastShedding) is not Never and var last && clock.GetElapsedTime(last) <= SheddingLasts;

    /// <summary>Asks whether one more request may wait. A false result counts as a refusal.</summary>
    public bool TryAdmit() => TryAdmit(Length);

    /// <summary>Counts one more request as waiting, if it may wait. A false result counts as a refusal.</summary>
    public bool TryEnter()
    {
        if (TryAdmit(Interlocked.Increment(ref length) - 1))
            return true;
        Leave();
        return false;
    }

    /// <summary>Counts one request less.</summary>
    public void Leave() => Interlocked.Decrement(ref length);

    /// <summary>
    /// Turns away a request that has left the queue, if it has waited too long and others need its place. A true result counts as a
    /// refusal.
    /// </summary>
    /// <param name="since">The timestamp at which it arrived.</param>
    /// <param name="places">How many requests the batch can still take, this one included.</param>
    public bool TryTurnAway(long since, int places)
    {
        if (Length < places || !IsShedding || clock.GetElapsedTime(since) <= MaxWait)
            return false;
        StartOrProlongShedding();
        return true;
    }

    /// <summary>Records that a batch has left the queue.</summary>
    public void RecordTaken()
    {
        lock (gate)
        {
            if (Length <= intendedLength)
                standsSince = Never;
            else if (standsSince == Never)
                standsSince = clock.GetTimestamp();
            else if (clock.GetElapsedTime(standsSince) > StandingAfter)
                StartOrProlongShedding();
        }
    }

    /// <summary>Records a batch that has completed.</summary>
    /// <param name="size">How many requests it had.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="batchesInFlight">How many batches run at the same time while requests wait.</param>
    public void RecordCompleted(int size, TimeSpan took, int batchesInFlight)
    {
        lock (gate)
        {
            // The other batches complete as many in the same time.
            completed += size * batchesInFlight;
            completedIn += took;
            if (completedIn < MeasuredTime)
                return;
            var completedInIntendedWait = completed * (IntendedWait / completedIn);
            Volatile.Write(
                ref intendedLength, (int)Math.Min(Math.Max(completedInIntendedWait, limits.MaxBatchSize), limits.MaxQueueLength));
            completed = 0;
            completedIn = TimeSpan.Zero;
        }
    }

    private bool TryAdmit(int waiting)
    {
        if (waiting < Volatile.Read(ref intendedLength))
            return true;
        if (!IsShedding)
            return waiting < limits.MaxQueueLength;
        StartOrProlongShedding();
        return false;
    }

    private void StartOrProlongShedding() => Volatile.Write(ref lastShedding, clock.GetTimestamp());
}
