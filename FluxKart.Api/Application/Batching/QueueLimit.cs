namespace FluxKart.Api.Application.Batching;

/// <summary>
/// How many requests wait in a queue, and how many may. A burst may fill it. A queue that has been longer for a second than can be done in a
/// moment stands: more comes than can be done, and if all waited, all would be answered late. Then it takes no more than can be done in a
/// moment, and who has waited long gives way to those that can still be answered in time, until nobody has been refused for a second.
/// </summary>
/// <remarks>
/// "Controlled delay", as in https://queue.acm.org/detail.cfm?id=2839461, except that most are refused before they wait instead of after it.
/// Whom the next batch can take is answered, however long the database held up the one before: to refuse them would help nobody.
/// </remarks>
internal sealed class QueueLimit
{
    // In the place of a timestamp.
    private const long Never = -1;

    private static readonly TimeSpan StandingAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SheddingLasts = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(100);

    // As many may wait as are done in this time: half of MaxWait, because the next ones may take longer than the last ones did.
    private static readonly TimeSpan IntendedWait = MaxWait / 2;
    private static readonly TimeSpan MeasuredTime = TimeSpan.FromMilliseconds(100);

    private readonly int maxLength;
    private readonly int maxBatchSize;
    private readonly int batchesInFlight;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    // What is done in the intended wait, but at least a batch, since that is taken as a whole. Not limited before the pace is known.
    private int intendedLength;
    private int length;
    private long standsSince = Never;
    private long shedLast = Never;
    private int done;
    private TimeSpan doneIn;

    public QueueLimit(int maxLength, int maxBatchSize, int batchesInFlight, TimeProvider clock)
    {
        (this.maxLength, this.maxBatchSize, this.batchesInFlight, this.clock) = (maxLength, maxBatchSize, batchesInFlight, clock);
        intendedLength = maxLength;
    }

    /// <summary>How many requests wait.</summary>
    public int Length => Volatile.Read(ref length);

    /// <summary>Whether requests are refused although the queue is not full.</summary>
    public bool Sheds => Volatile.Read(ref shedLast) is not Never and var last && clock.GetElapsedTime(last) <= SheddingLasts;

    /// <summary>Whether one more request must not wait. The answer yes counts as a refusal.</summary>
    public bool Refuses() => Refuses(Length);

    /// <summary>Counts one more request as waiting, unless it must not. The answer no counts as a refusal.</summary>
    public bool TryEnter()
    {
        if (!Refuses(Interlocked.Increment(ref length) - 1))
            return true;
        Leave();
        return false;
    }

    /// <summary>Counts one request less.</summary>
    public void Leave() => Interlocked.Decrement(ref length);

    /// <summary>Whether a request that has left the queue has waited too long, and others need its place. The answer yes counts as a refusal.</summary>
    /// <param name="since">When it came.</param>
    /// <param name="places">How many the batch can still take, it included.</param>
    public bool IsTooLate(long since, int places)
    {
        if (Length < places || !Sheds || clock.GetElapsedTime(since) <= MaxWait)
            return false;
        Shed();
        return true;
    }

    /// <summary>Tells that a batch has left the queue.</summary>
    public void NoteTaken()
    {
        lock (gate)
        {
            if (Length <= intendedLength)
                standsSince = Never;
            else if (standsSince == Never)
                standsSince = clock.GetTimestamp();
            else if (clock.GetElapsedTime(standsSince) > StandingAfter)
                Shed();
        }
    }

    /// <summary>Tells of a batch that has been done.</summary>
    /// <param name="size">How many requests it had.</param>
    /// <param name="took">How long it took.</param>
    public void NoteDone(int size, TimeSpan took)
    {
        lock (gate)
        {
            done += size;
            doneIn += took;
            if (doneIn < MeasuredTime)
                return;
            var doneInIntendedWait = done * batchesInFlight * (IntendedWait / doneIn);
            Volatile.Write(ref intendedLength, (int)Math.Min(Math.Max(doneInIntendedWait, maxBatchSize), maxLength));
            (done, doneIn) = (0, TimeSpan.Zero);
        }
    }

    private bool Refuses(int waiting)
    {
        if (waiting < Volatile.Read(ref intendedLength))
            return false;
        if (!Sheds)
            return waiting >= maxLength;
        Shed();
        return true;
    }

    private void Shed() => Volatile.Write(ref shedLast, clock.GetTimestamp());
}
