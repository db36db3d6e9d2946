namespace FluxKart.Api.Application.Batching;

/// <summary>
/// How many requests may wait in a queue. A burst may fill it. A queue from which no batch has taken all for a second stands: more comes than
/// can be done, and if all waited, all would be answered late. Then no more may wait than can be done in a moment, until nobody has been
/// refused for a second.
/// </summary>
/// <remarks>
/// "Controlled delay", as in https://queue.acm.org/detail.cfm?id=2839461, except that most are refused before they wait instead of after it.
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
    private int lengthWhileShedding;
    private long standsSince = Never;
    private long shedLast = Never;
    private int done;
    private TimeSpan doneIn;

    public QueueLimit(int maxLength, int maxBatchSize, int batchesInFlight, TimeProvider clock)
    {
        (this.maxLength, this.maxBatchSize, this.batchesInFlight, this.clock) = (maxLength, maxBatchSize, batchesInFlight, clock);
        lengthWhileShedding = maxLength;
    }

    /// <summary>Whether requests are refused although the queue is not full.</summary>
    public bool Sheds => Volatile.Read(ref shedLast) is not Never and var last && clock.GetElapsedTime(last) <= SheddingLasts;

    /// <summary>Whether one more request may wait. The answer no counts as a refusal.</summary>
    /// <param name="length">How many wait already.</param>
    public bool Admits(int length)
    {
        if (length < Volatile.Read(ref lengthWhileShedding))
            return true;
        if (!Sheds)
            return length < maxLength;
        Shed();
        return false;
    }

    /// <summary>Whether a request that waits has to give way to those that can still be answered in time. The answer yes counts as a refusal.</summary>
    /// <param name="since">When it came.</param>
    public bool IsTooLate(long since)
    {
        if (!Sheds || clock.GetElapsedTime(since) <= MaxWait)
            return false;
        Shed();
        return true;
    }

    /// <summary>
    /// Tells of a batch that has been taken. How long its requests have waited does not matter: when the database held one batch up, the next
    /// one takes all who came meanwhile, and to refuse them would help nobody.
    /// </summary>
    /// <param name="all">Whether nobody waits any more.</param>
    public void NoteTaken(bool all)
    {
        lock (gate)
        {
            if (all)
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
            Volatile.Write(ref lengthWhileShedding, (int)Math.Min(Math.Max(doneInIntendedWait, maxBatchSize), maxLength));
            (done, doneIn) = (0, TimeSpan.Zero);
        }
    }

    private void Shed() => Volatile.Write(ref shedLast, clock.GetTimestamp());
}
