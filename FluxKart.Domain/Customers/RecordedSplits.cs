using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>What the splits of a customer have left together, and what they have separated.</summary>
internal sealed class RecordedSplits
{
    private readonly List<Sides> latestFirst;
    private readonly MembershipHistory history;
    // The event by which each contact was removed.
    private readonly Dictionary<long, long> removals = [];

    /// <param name="named">The contacts of one customer.</param>
    /// <param name="events">Events in order of id. Those that are not about the customer are ignored.</param>
    /// <param name="history">Since when two contacts have been together.</param>
    public RecordedSplits(NamedContacts named, IReadOnlyCollection<RecordedEvent> events, MembershipHistory history)
    {
        this.history = history;
        latestFirst =
        [
            .. events
                .Where(recorded => recorded.Type == EventTypes.ContactSplit)
                .Select(split => new Sides(
                    split, split.ContactId is { } keptId ? named.Find(keptId, StandInRole.Kept) : null, [.. split.Data.MovedContactIds ?? []]))
                .Where(sides => sides.Kept is not null || sides.Moved.Any(movedId => named.Find(movedId) is not null))
                .Reverse(),
        ];
        foreach (var removal in events.Where(recorded => recorded.Type == EventTypes.ContactRemoved))
        {
            foreach (var removedId in removal.Data.RemovedContactIds ?? [])
                removals[removedId] = removal.Id;
        }
    }

    /// <summary>The latest split that left the two contacts together, in one customer to this day; null if no split did.</summary>
    public RecordedEvent? LatestLeavingTogether(Contact one, Contact other)
    {
        var joinId = latestFirst.Count == 0 ? 0 : history.JoinOf(one.Id, other.Id)?.Id ?? 0;
        return latestFirst.Find(sides => sides.Split.Id > joinId
            && sides.Moved.Contains(one.Id) == sides.Moved.Contains(other.Id)
            && (sides.Moved.Contains(one.Id) || WasKept(sides, one)))?.Split;
    }

    /// <summary>Groups contacts that a split has left together. A contact alone is left out.</summary>
    /// <param name="oldestFirst">All contacts of the customer, oldest first, as are those of a group.</param>
    public IEnumerable<List<Contact>> GroupLeftTogether(IEnumerable<Contact> oldestFirst)
    {
        if (latestFirst.Count == 0)
            return [];
        // Whoever is left together with one of a group is so with all of them.
        var groups = new List<List<Contact>>();
        foreach (var contact in oldestFirst)
        {
            if (groups.Find(group => LatestLeavingTogether(group[0], contact) is not null) is { } known)
                known.Add(contact);
            else
                groups.Add([contact]);
        }

        return groups.Where(group => group.Count > 1);
    }

    /// <summary>Whether a split has separated two customers after a person had merged them.</summary>
    /// <param name="merge">The merge by hand.</param>
    /// <param name="one">The id of a contact of the one customer, and of the contact that takes its place, which may be itself.</param>
    /// <param name="other">The same for the other customer.</param>
    public bool HaveUndone(RecordedEvent merge, (long NamedId, long ContactId) one, (long NamedId, long ContactId) other) =>
        latestFirst.Exists(sides => sides.Split.Id > merge.Id && HasMoved(sides, one) != HasMoved(sides, other));

    // Until a contact is removed, the one that takes its place may be on the other side.
    private bool HasMoved(Sides sides, (long NamedId, long ContactId) place) => sides.Moved.Contains(
        removals.TryGetValue(place.NamedId, out var removalId) && sides.Split.Id < removalId ? place.NamedId : place.ContactId);

    // A contact of another customer has not moved either.
    private bool WasKept(Sides sides, Contact contact)
    {
        if (sides.Kept is null)
            return false;
        return history.CustomerAfter(sides.Split, contact.Id) is { } customerId
            ? customerId == sides.Split.ContactId
            : sides.Kept == contact || (history.JoinOf(contact.Id, sides.Kept.Id)?.Id ?? 0) < sides.Split.Id;
    }

    /// <param name="Split">The event.</param>
    /// <param name="Kept">The primary of the customer that was split, or the contact that takes its place; null if it has neither.</param>
    /// <param name="Moved">The contacts that were split off.</param>
    private sealed record Sides(RecordedEvent Split, Contact? Kept, HashSet<long> Moved);
}
