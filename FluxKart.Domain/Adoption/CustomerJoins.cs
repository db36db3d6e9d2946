using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Adoption;

/// <summary>
/// Joins the original service's customers whose contacts share a value, as if the contacts came one after the other, oldest first. A value
/// whose holders together would be too many becomes shared, and links nothing from then on.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 1, steps 2 to 4, and section 5, the rule with both.</remarks>
internal sealed class CustomerJoins
{
    private const int Nobody = -1;
    private const int Shared = -2;

    private readonly OriginalRows rows;
    private readonly OriginalCustomers customers;
    private readonly LinkingRules rules;
    private readonly Partition joined;
    private readonly int[] sizes;
    // The customers that have joined another one, as a list for each that has not.
    private readonly int[] next;
    private readonly int[] last;
    private readonly int[] firstHolders;
    private readonly List<AdoptedEvent> events = [];
    private readonly List<AdoptedMark> marks = [];
    private readonly List<JoinedCustomers> pairs = [];

    /// <param name="rows">All rows.</param>
    /// <param name="customers">What the links make of them.</param>
    /// <param name="identifiers">How many identifiers there are.</param>
    /// <param name="rules">What the operator has configured about linking.</param>
    public CustomerJoins(OriginalRows rows, OriginalCustomers customers, int identifiers, LinkingRules rules)
    {
        this.rows = rows;
        this.customers = customers;
        this.rules = rules;
        joined = new Partition(customers.Count);
        sizes = [.. Enumerable.Range(0, customers.Count).Select(customer => customers.MembersOf(customer).Length)];
        next = new int[customers.Count];
        Array.Fill(next, Nobody);
        last = [.. Enumerable.Range(0, customers.Count)];
        firstHolders = new int[identifiers];
        Array.Fill(firstHolders, Nobody);
        foreach (var place in customers.OldestFirst)
        {
            Match(place, rows.EmailOf(place), isEmail: true);
            Match(place, rows.PhoneNumberOf(place), isEmail: false);
        }
    }

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<AdoptedEvent> Events => events;

    /// <summary>The identifiers that became shared.</summary>
    public IReadOnlyList<AdoptedMark> Marks => marks;

    /// <summary>The customers that were joined, in order.</summary>
    public IReadOnlyList<JoinedCustomers> Pairs => pairs;

    /// <summary>The place of the primary of a live row's customer.</summary>
    public int PrimaryOf(int place) => customers.PrimaryOf(joined.RootOf(customers.CustomerOf(place)));

    private void Match(int place, int identifier, bool isEmail)
    {
        if (identifier == IdentifierNumbers.None || firstHolders[identifier] == Shared)
            return;
        var holder = firstHolders[identifier];
        if (holder == Nobody)
        {
            firstHolders[identifier] = place;
            return;
        }

        var (own, other) = (joined.RootOf(customers.CustomerOf(place)), joined.RootOf(customers.CustomerOf(holder)));
        if (own == other)
            return;
        if ((long)sizes[own] + sizes[other] > rules.MaxContactsPerCustomer)
        {
            firstHolders[identifier] = Shared;
            Refuse(own, other, holder, isEmail);
        }
        else
        {
            // Customers are numbered by their age.
            Join(Math.Min(own, other), Math.Max(own, other), holder, isEmail);
        }
    }

    private void Join(int older, int younger, int holder, bool isEmail)
    {
        var moved = MembersOf(younger);
        joined.Union(older, younger);
        sizes[older] += sizes[younger];
        next[last[older]] = younger;
        last[older] = last[younger];
        var (primaryId, otherId) = (PrimaryIdOf(older), PrimaryIdOf(younger));
        pairs.Add(new JoinedCustomers(primaryId, otherId, isEmail));
        events.Add(new AdoptedEvent(EventTypes.ContactMerged, primaryId, new EventData
        {
            MergedContactIds = [otherId],
            MovedContactIds = moved,
            MatchedBy = isEmail ? new EventMatch(rows.IdOf(holder), null) : new EventMatch(null, rows.IdOf(holder)),
        }));
    }

    private void Refuse(int own, int other, int holder, bool isEmail)
    {
        const string why = RefusalReasons.TooManyContacts;
        var kind = isEmail ? EventData.EmailKind : EventData.PhoneNumberKind;
        var mark = new AdoptedMark(marks.Count + 1, rows.IdOf(holder), isEmail, why);
        marks.Add(mark);
        events.Add(new AdoptedEvent(
            EventTypes.ContactLinkRefused,
            PrimaryIdOf(own),
            new EventData { OtherContactId = PrimaryIdOf(other), By = [kind], Why = why }));
        events.Add(new AdoptedEvent(
            EventTypes.IdentifierShared, null, new EventData { SharedIdentifierId = mark.Id, Kind = kind, Reason = why }));
    }

    private long PrimaryIdOf(int customer) => rows.IdOf(customers.PrimaryOf(customer));

    /// <summary>The ids of a customer's contacts, those of the customers that have joined it included, oldest first.</summary>
    private long[] MembersOf(int customer)
    {
        var places = new List<int>(sizes[customer]);
        for (var part = customer; part != Nobody; part = next[part])
            places.AddRange(customers.MembersOf(part).Span);
        places.Sort(rows.OldestFirst);
        return [.. places.Select(rows.IdOf)];
    }
}
