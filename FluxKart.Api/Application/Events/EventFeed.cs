using System.Runtime.CompilerServices;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Events;

internal sealed class EventFeed(IServiceScopeFactory scopes, EventTail tail, TimeProvider clock) : IEventFeed
{
    private const int PageSize = 200;

    // Until the shared reader has read for the first time.
    private static readonly TimeSpan PauseBeforeFirstRead = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    public async Task<EventPage> ReadAsync(
        long after, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEventLog>().ReadAsync(after, types, limit, cancellationToken);
    }

    public async Task<EventPage> ReadNewestAsync(IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEventLog>().ReadNewestAsync(types, limit, cancellationToken);
    }

    public async IAsyncEnumerable<RecordedEvent?> FollowAsync(
        long after,
        IReadOnlyCollection<string> types,
        TimeSpan longestSilence,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var open = tail.Open();
        var position = after;
        var silentSince = clock.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            var recent = tail.Recent;
            var page = recent is not null && position >= recent.From
                ? new EventPage([.. recent.Events.Where(IsNext)], Math.Max(position, recent.To))
                : await TryReadAsync(position, types, cancellationToken);
            foreach (var recorded in page?.Events ?? [])
            {
                yield return recorded;
                silentSince = clock.GetTimestamp();
            }

            var hasMoved = page?.Position > position;
            position = page?.Position ?? position;
            if (hasMoved)
                continue;

            var left = longestSilence - clock.GetElapsedTime(silentSince);
            if (left <= TimeSpan.Zero)
            {
                yield return null;
                silentSince = clock.GetTimestamp();
                left = longestSilence;
            }

            await WaitAsync(page is null ? null : recent, left, cancellationToken);

            bool IsNext(RecordedEvent recorded) => recorded.Id > position && (types.Count == 0 || types.Contains(recorded.Type));
        }
    }

    /// <summary>Waits until there may be more to read.</summary>
    private async Task WaitAsync(RecentEvents? recent, TimeSpan longest, CancellationToken cancellationToken)
    {
        var more = recent is null
            ? Task.Delay(PauseBeforeFirstRead, clock, cancellationToken)
            : recent.Superseded.WaitAsync(longest, clock, cancellationToken);
        await more.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Null if the database cannot be read now. The stream goes on once it can.</summary>
    private async Task<EventPage?> TryReadAsync(long after, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(after, types, PageSize, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            await Task.Delay(PauseAfterFault, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
