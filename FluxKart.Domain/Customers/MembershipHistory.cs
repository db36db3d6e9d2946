using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>Finds out from the events of a customer when two of its contacts came together.</summary>
internal sealed class MembershipHistory
{
    private readonly Dictionary<long, List<RecordedEvent>> arrivals = [];

    /// <param name="events">Every event that names a contact of the customer, in order of id.</param>
    public MembershipHistory(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events)
        {
            foreach (var contactId in ArrivedBy(recorded))
            {
                if (!arrivals.TryGetValue(contactId, out var known))
                    arrivals.Add(contactId, known = []);
                known.Add(recorded);
            }
        }
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
            if (lastOfOne?.Id != lastOfOther?.Id)
                return JoinBy(lastOfOne?.Id > (lastOfOther?.Id ?? 0) ? lastOfOne : lastOfOther);
            // They came together, or neither has ever moved. Unless they came from two customers, they were together before.
            if (lastOfOne is null || AreApart(CustomerBefore(oneId, one, back), CustomerBefore(otherId, other, back)))
                return lastOfOne;
        }
    }

    private static IEnumerable<long> ArrivedBy(RecordedEvent recorded) => recorded switch
    {
        { Type: EventTypes.ContactCreated, ContactId: { } primaryId } => [primaryId],
        { Type: EventTypes.ContactLinked, Data.SecondaryContactId: { } secondaryId } => [secondaryId],
        _ => recorded.Data.MovedContactIds ?? [],
    };

    private List<RecordedEvent> ArrivalsOf(long contactId) => arrivals.TryGetValue(contactId, out var known) ? known : [];

    // A contact that creates a customer joins nobody. The other one came later, without an event.
    private static RecordedEvent? JoinBy(RecordedEvent? last) => last?.Type == EventTypes.ContactCreated ? null : last;

    /// <summary>The contact's primary before the arrival that is so many steps back; null if that is unknown.</summary>
    private static long? CustomerBefore(long contactId, List<RecordedEvent> known, int back)
    {
        if (back < known.Count)
            return known[^(back + 1)].ContactId;
        return known[^back].Data.MergedContactIds switch
        {
            [var only] => only,
            { } merged when merged.Contains(contactId) => contactId,
            _ => null,
        };
    }

    private static bool AreApart(long? one, long? other) => one is not null && other is not null && one != other;
}
