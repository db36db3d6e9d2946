using FluxKart.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Events;

internal sealed class EventLog(FluxKartDbContext context, EventQueries queries) : IEventLog
{
    // How many events of other types one read skips at most. It bounds the time of a read whose type is rare.
    private const int MaxRead = 20_000;

    public async Task<EventPage> ReadAsync(
        long after, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        if (types.Count == 0)
        {
            var events = new List<RecordedEvent>();
            await foreach (var recorded in queries.After(context, after, limit).WithCancellation(cancellationToken))
                events.Add(recorded);
            return new EventPage(events, events.Count > 0 ? events[^1].Id : after);
        }

        // Before the events are read: those that are committed in between come after it.
        var end = await context.Events
            .Where(recorded => recorded.Id > after)
            .OrderBy(recorded => recorded.Id)
            .Take(MaxRead)
            .MaxAsync(recorded => (long?)recorded.Id, cancellationToken) ?? after;
        var matching = await context.Events
            .AsNoTracking()
            .Where(recorded => recorded.Id > after && recorded.Id <= end && types.Contains(recorded.Type))
            .OrderBy(recorded => recorded.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return new EventPage(matching, matching.Count == limit ? matching[^1].Id : end);
    }

    public async Task<EventPage> ReadNewestAsync(IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        // Before the events are read: those that are committed in between come after it.
        var end = await ReadNewestIdAsync(cancellationToken);
        var newest = context.Events
            .AsNoTracking()
            .Where(recorded => recorded.Id <= end)
            .OrderByDescending(recorded => recorded.Id)
            .Take(types.Count == 0 ? limit : MaxRead);
        var matching = types.Count == 0 ? newest : newest.Where(recorded => types.Contains(recorded.Type)).Take(limit);
        var events = await matching.ToListAsync(cancellationToken);
        events.Reverse();
        return new EventPage(events, end);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadNamingAsync(
        IReadOnlyCollection<long> contactIds, long after, int limit, CancellationToken cancellationToken)
    {
        long?[] ids = [.. contactIds];
        return await context.Events
            .AsNoTracking()
            .Where(recorded => context.Events
                .Where(about => ids.Contains(about.ContactId))
                .Select(about => about.Id)
                .Union(context.EventContacts.Where(named => contactIds.Contains(named.ContactId)).Select(named => named.EventId))
                .Contains(recorded.Id))
            .Where(recorded => recorded.Id > after)
            .OrderBy(recorded => recorded.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    public Task<long> ReadNewestIdAsync(CancellationToken cancellationToken) => context.ReadNewestEventIdAsync(cancellationToken);
}
