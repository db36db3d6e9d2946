using FluxKart.Infrastructure.Persistence.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>
/// The right of one sender to send to an endpoint, however many replicas run. The holder renews it all the time. Others take it when they
/// have not seen a renewal for a while. Nobody compares the clocks of two machines, and no session has to last.
/// </summary>
internal sealed class WebhookLease : IAsyncDisposable
{
    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(2);

    // The holder stops some time before another sender may begin.
    private static readonly TimeSpan HeldWithoutRenewal = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly WebhookRepository repository;
    private readonly string name;
    private readonly string owner;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource ended = new();
    private readonly Lock guard = new();
    private readonly Task renewal;
    private long renewedAt;
    private long knownRevision = long.MaxValue;
    private CancellationTokenSource changed = new();

    private WebhookLease(WebhookRepository repository, string name, string owner, TimeProvider clock, long takenAt)
    {
        this.repository = repository;
        this.name = name;
        this.owner = owner;
        this.clock = clock;
        renewedAt = takenAt;
        lost = new CancellationTokenSource(TimeLeft(takenAt), clock);
        renewal = RenewAsync();
    }

    /// <summary>Whether the same owner held the lease before, and nobody else in between.</summary>
    public required bool IsContinued { get; init; }

    /// <summary>Cancelled when another sender may soon begin.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Whether no other sender can have begun. It is false as soon as the time is over, even if no timer has fired yet.</summary>
    public bool IsHeld => !lost.IsCancellationRequested && TimeLeft(Interlocked.Read(ref renewedAt)) > TimeSpan.Zero;

    /// <summary>Waits until the lease is free, and takes it.</summary>
    /// <param name="repository">Where the lease is.</param>
    /// <param name="name">The name of the endpoint.</param>
    /// <param name="owner">The sender. No two have the same name.</param>
    /// <param name="clock">Measures how long the lease has not been renewed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<WebhookLease> TakeAsync(
        WebhookRepository repository, string name, string owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        LeaseSighting? seen = null;
        for (var seenAt = 0L; ;)
        {
            var current = await repository.GetLeaseAsync(name, cancellationToken);
            if (current != seen)
                (seen, seenAt) = (current, clock.GetTimestamp());
            var isFree = seen.Owner is null || seen.Owner == owner || clock.GetElapsedTime(seenAt) >= LeftAlone;
            var takenAt = clock.GetTimestamp();
            if (isFree && await repository.TryTakeLeaseAsync(name, seen, owner, cancellationToken))
                return new WebhookLease(repository, name, owner, clock, takenAt) { IsContinued = seen.Owner == owner };
            await Task.Delay(RenewInterval, clock, cancellationToken);
        }
    }

    /// <summary>Cancelled when a person has changed the webhook after a revision. This replaces the token that was returned before.</summary>
    public CancellationToken ChangedAfter(long revision)
    {
        lock (guard)
        {
            knownRevision = revision;
            changed = new CancellationTokenSource();
            return changed.Token;
        }
    }

    /// <summary>Gives the lease up, so that another sender can begin at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewal;
        await lost.CancelAsync();
        try
        {
            using var timeout = new CancellationTokenSource(ReleaseTimeout, clock);
            await repository.ReleaseLeaseAsync(name, owner, timeout.Token);
        }
        catch (Exception)
        {
            // The database cannot be reached now. The lease becomes free by itself.
        }

        lost.Dispose();
        ended.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            await Task.Delay(RenewInterval, clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested || lost.IsCancellationRequested)
                return;
            var startedAt = clock.GetTimestamp();
            try
            {
                if (await repository.RenewLeaseAsync(name, owner, ended.Token) is not { } revision)
                {
                    await lost.CancelAsync();
                    return;
                }

                Interlocked.Exchange(ref renewedAt, startedAt);
                lost.CancelAfter(TimeLeft(startedAt));
                Report(revision);
            }
            catch (Exception)
            {
                // The database cannot be reached now. The lease is lost unless a renewal succeeds in time.
            }
        }
    }

    // Counted from before the statement, because others count from after it.
    private TimeSpan TimeLeft(long startedAt)
    {
        var left = HeldWithoutRenewal - clock.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Report(long revision)
    {
        CancellationTokenSource? outdated = null;
        lock (guard)
        {
            if (revision > knownRevision)
                outdated = changed;
        }

        outdated?.Cancel();
    }
}
