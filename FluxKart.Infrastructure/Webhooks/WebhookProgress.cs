using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Persistence.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>
/// Stores how far a sender is, a few times a second, while it goes on. A write can wait for others, on SQLite above all, and the next event
/// must not wait with it.
/// </summary>
internal sealed class WebhookProgress(Webhook webhook, WebhookRepository repository, string owner, TimeProvider clock)
{
    /// <summary>How much may be sent again after a crash.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LastSaveTimeout = TimeSpan.FromSeconds(2);

    private Task<bool> latest = Task.FromResult(true);
    private long startedAt = clock.GetTimestamp();
    private bool hasNews;

    /// <summary>Stores a delivery soon.</summary>
    public void Note() => hasNews = true;

    /// <summary>Starts to store what has been noted, if it is time to.</summary>
    /// <returns>False if an earlier call could store nothing, because this sender may not any more.</returns>
    public async ValueTask<bool> TryGoOnAsync()
    {
        if (!latest.IsCompleted)
            return true;
        if (!await latest)
            return false;
        if (hasNews && clock.GetElapsedTime(startedAt) >= Interval)
        {
            var copy = webhook.Copy();
            (hasNews, startedAt) = (false, clock.GetTimestamp());
            // On a thread of its own, since SQLite blocks the thread that writes.
            latest = Task.Run(() => repository.TryAdvanceAsync(copy, owner, CancellationToken.None));
        }

        return true;
    }

    /// <summary>Stores everything now. If it cannot be stored now, <see cref="EndAsync"/> tries once more.</summary>
    /// <returns>False if this sender may not store anything any more.</returns>
    public async Task<bool> TrySaveAsync(CancellationToken cancellationToken)
    {
        hasNews = true;
        // Otherwise the older state could be written last.
        var isStored = await latest && await repository.TrySaveAsync(webhook, owner, cancellationToken);
        hasNews = false;
        return isStored;
    }

    /// <summary>Stores what has been noted and is not stored yet, also when the service stops.</summary>
    public async Task EndAsync()
    {
        using var timeout = new CancellationTokenSource(LastSaveTimeout, clock);
        await latest.WaitAsync(timeout.Token);
        if (hasNews)
            await TrySaveAsync(timeout.Token);
    }
}
