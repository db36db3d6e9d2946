using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>What the splits of a customer have left together, and what they have separated.</summary>
internal sealed class RecordedSplits
{
    private readonly List<Sides> latestFirst;
    // The event by which each contact was removed.
    private readonly Dictionary<long, long> removals = [];

    /// <param name="contacts">All contacts of one customer.</param>
    /// <param name="events">Events in order of id. Those that are not about the customer are ignored.</param>
    public RecordedSplits(IEnumerable<Contact> contacts, IReadOnlyCollection<RecordedEvent> events)
    {
        var ids = contacts.Select(contact => contact.Id).ToHashSet();
        latestFirst =
        [
            .. events
                .Where(recorded => recorded.Type == EventTypes.ContactSplit)
                .Select(split => new Sides(split, (split.Data.MovedContactIds ?? []).ToHashSet()))
                .Where(sides => sides.AreAbout(ids))
                .Reverse(),
        ];
        foreach (var removal in events.Where(recorded => recorded.Type == EventTypes.ContactRemoved))
        {
            foreach (var removedId in removal.Data.RemovedContactIds ?? [])
                removals[removedId] = removal.Id;
        }
    }

    /// <summary>The latest split that left both contacts on the same side; null if no split did.</summary>
    public RecordedEvent? LatestLeavingTogether(Contact one, Contact other) =>
        latestFirst.Find(sides => sides.Moved.Contains(one.Id) == sides.Moved.Contains(other.Id))?.Split;

    /// <summary>Whether a split has separated two customers after a person had merged them.</summary>
    /// <param name="merge">The merge by hand.</param>
    /// <param name="one">The id of a contact of the one customer, and of the contact that takes its place, which may be itself.</param>
    /// <param name="other">The same for the other customer.</param>
    public bool HaveUndone(RecordedEvent merge, (long NamedId, long ContactId) one, (long NamedId, long ContactId) other) =>
        latestFirst.Exists(sides => sides.Split.Id > merge.Id && HasMoved(sides, one) != HasMoved(sides, other));

    // Until a contact is removed, the one that takes its place may be on the other side.
    private bool HasMoved(Sides sides, (long NamedId, long ContactId) place) => sides.Moved.Contains(
        removals.TryGetValue(place.NamedId, out var removalId) && sides.Split.Id < removalId ? place.NamedId : place.ContactId);

    private sealed record Sides(RecordedEvent Split, HashSet<long> Moved)
    {
        public bool AreAbout(HashSet<long> ids) =>
            ids.Overlaps(Moved) || new[] { Split.ContactId, Split.Data.SpawnedContactId }.OfType<long>().Any(ids.Contains);
    }
}
