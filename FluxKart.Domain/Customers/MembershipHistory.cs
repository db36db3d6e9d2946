using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>Finds out from the events of a customer when two of its contacts came together.</summary>
internal sealed class MembershipHistory
{
    private readonly Dictionary<long, List<Arrival>> arrivals = [];
    // The primary of each contact's customer after the events so far, as far as they say.
    private readonly Dictionary<long, long> customers = [];
    // The same as it was after each split, by the id of the event.
    private readonly Dictionary<long, Dictionary<long, long>> customersAfter = [];

    /// <param name="events">Every event that names a contact of the customer, in order of id.</param>
    public MembershipHistory(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events)
            Apply(recorded);
    }

    /// <summary>
    /// The event since which the two contacts have been in one customer. Null if they were so before events were kept.
    /// </summary>
    public RecordedEvent? JoinOf(long oneId, long otherId)
    {
        var one = ArrivalsOf(oneId);
        var other = ArrivalsOf(otherId);
        for (var back = 1; ; back++)
        {
            var lastOfOne = back <= one.Count ? one[^back] : null;
            var lastOfOther = back <= other.Count ? other[^back] : null;
            // Whichever came last joined the other one, which was there already.
            if (lastOfOne?.Event.Id != lastOfOther?.Event.Id)
                return JoinBy(lastOfOne?.Event.Id > (lastOfOther?.Event.Id ?? 0) ? lastOfOne : lastOfOther);
            // They came together, or neither has ever moved. Unless they came from two customers, they were together before.
            if (lastOfOne is null || AreApart(lastOfOne.From, lastOfOther?.From))
                return lastOfOne?.Event;
        }
    }

    /// <summary>The primary of the contact's customer when a split had been made; null if events do not say.</summary>
    public long? CustomerAfter(RecordedEvent split, long contactId) =>
        customersAfter[split.Id].TryGetValue(contactId, out var primaryId) ? primaryId : null;

    private void Apply(RecordedEvent recorded)
    {
        if (recorded is { Type: EventTypes.ContactRemoved, ContactId: { } leftId, Data.RemovedContactIds: { } removedIds })
            Rename(removedIds.ToHashSet(), leftId);
        // The primary may have moved, if another program had made it the primary of older contacts.
        if (recorded is { Type: EventTypes.ContactSplit, ContactId: { } keptId, Data.SpawnedContactId: { } spawnedId }
            && customers.TryGetValue(spawnedId, out var formerId)
            && formerId != keptId)
        {
            Rename([formerId], keptId);
        }

        foreach (var contactId in ArrivedBy(recorded))
        {
            if (!arrivals.TryGetValue(contactId, out var known))
                arrivals.Add(contactId, known = []);
            known.Add(new Arrival(recorded, CustomerBefore(contactId, recorded)));
            if ((recorded.Data.SpawnedContactId ?? recorded.ContactId) is { } customerId)
                customers[contactId] = customerId;
        }

        if (recorded.Type == EventTypes.ContactSplit)
            customersAfter.Add(recorded.Id, new(customers));
    }

    private void Rename(HashSet<long> formerIds, long primaryId)
    {
        foreach (var (contactId, _) in customers.Where(known => formerIds.Contains(known.Value)).ToList())
            customers[contactId] = primaryId;
    }

    private static IEnumerable<long> ArrivedBy(RecordedEvent recorded) => recorded switch
    {
        { Type: EventTypes.ContactCreated, ContactId: { } primaryId } => [primaryId],
        { Type: EventTypes.ContactLinked, Data.SecondaryContactId: { } secondaryId } => [secondaryId],
        _ => recorded.Data.MovedContactIds ?? [],
    };

    private List<Arrival> ArrivalsOf(long contactId) => arrivals.TryGetValue(contactId, out var known) ? known : [];

    // A contact that creates a customer, or is split off, joins nobody. The other one came later, without an event.
    private static RecordedEvent? JoinBy(Arrival? last) =>
        last?.Event.Type is EventTypes.ContactCreated or EventTypes.ContactSplit ? null : last?.Event;

    /// <summary>The contact's primary before it arrived; null if that is unknown.</summary>
    private long? CustomerBefore(long contactId, RecordedEvent arrival)
    {
        if (customers.TryGetValue(contactId, out var known))
            return known;
        return arrival.Data.MergedContactIds switch
        {
            [var only] => only,
            { } merged when merged.Contains(contactId) => contactId,
            _ => null,
        };
    }

    private static bool AreApart(long? one, long? other) => one is not null && other is not null && one != other;

    /// <param name="Event">The event by which a contact came into another customer.</param>
    /// <param name="From">The primary of its customer before; null if that is unknown.</param>
    private sealed record Arrival(RecordedEvent Event, long? From);
}
