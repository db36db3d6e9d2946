using FluxKart.Domain.Events;

namespace FluxKart.Domain.Adoption;

/// <summary>What becomes of each row of the original service's table. A row is called by its place in order of id, from 0.</summary>
public sealed class AdoptionPlan
{
    private readonly OriginalRows rows;
    private readonly OriginalCustomers customers;
    private readonly CustomerJoins joins;

    internal AdoptionPlan(OriginalRows rows, OriginalCustomers customers, CustomerJoins joins, AdoptionReport report)
    {
        this.rows = rows;
        this.customers = customers;
        this.joins = joins;
        Report = report;
    }

    public AdoptionReport Report { get; }

    /// <summary>The identifiers that become shared.</summary>
    public IReadOnlyList<AdoptedMark> Marks => joins.Marks;

    /// <summary>
    /// The events to record, in order: the original service's customers, and then how shared values joined them. Replaying them gives the
    /// customers. They are made anew at each enumeration, since there is one for each contact.
    /// </summary>
    public IEnumerable<AdoptedEvent> Events => Enumerable.Range(0, customers.Count).SelectMany(EventsOf).Concat(joins.Events);

    public RowState StateOf(int place) => rows.StateOf(place);

    /// <summary>The id of the primary that a row is linked to; null if it becomes a primary, or no live contact.</summary>
    public long? LinkedIdOf(int place)
    {
        if (rows.StateOf(place) != RowState.Live)
            return null;
        var primary = joins.PrimaryOf(place);
        return primary == place ? null : rows.IdOf(primary);
    }

    /// <summary>How a customer of the original service came about.</summary>
    private IEnumerable<AdoptedEvent> EventsOf(int customer)
    {
        var members = customers.MembersOf(customer);
        var primaryId = rows.IdOf(customers.PrimaryOf(customer));
        yield return new AdoptedEvent(EventTypes.ContactCreated, primaryId, new EventData());
        if (members.Length == 1)
            yield break;
        var firstHolders = new Dictionary<int, long>();
        for (var index = 0; index < members.Length; index++)
        {
            var place = members.Span[index];
            var matchedBy = new EventMatch(
                EarlierHolder(firstHolders, rows.EmailOf(place), place), EarlierHolder(firstHolders, rows.PhoneNumberOf(place), place));
            if (index == 0)
                continue;
            var data = new EventData { SecondaryContactId = rows.IdOf(place), MatchedBy = matchedBy };
            yield return new AdoptedEvent(EventTypes.ContactLinked, primaryId, data);
        }
    }

    private long? EarlierHolder(Dictionary<int, long> firstHolders, int identifier, int place) =>
        identifier == IdentifierNumbers.None || firstHolders.TryAdd(identifier, rows.IdOf(place)) ? null : firstHolders[identifier];
}
