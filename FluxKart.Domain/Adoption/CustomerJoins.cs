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
    private readonly List<Step> steps = [];
    private readonly List<AdoptedMark> marks = [];

    /// <param name="rows">All rows.</param>
    /// <param name="customers">What the links make of them.</param>
    /// <param name="rules">What the operator has configured about linking.</param>
    public CustomerJoins(OriginalRows rows, OriginalCustomers customers, LinkingRules rules)
    {
        this.rows = rows;
        this.customers = customers;
        this.rules = rules;
        joined = new Partition(customers.Count);
        sizes = [.. Enumerable.Range(0, customers.Count).Select(customer => customers.MembersOf(customer).Length)];
        next = new int[customers.Count];
        Array.Fill(next, Nobody);
        last = [.. Enumerable.Range(0, customers.Count)];
        firstHolders = new int[rows.IdentifierCount];
        Array.Fill(firstHolders, Nobody);
        foreach (var place in customers.OldestFirst)
        {
            Match(place, rows.EmailOf(place), isEmail: true);
            Match(place, rows.PhoneNumberOf(place), isEmail: false);
        }
    }

    /// <summary>How many customers were joined to an older one.</summary>
    public int Count => steps.Count - marks.Count;

    /// <summary>What happened, in order. The events are made anew at each enumeration.</summary>
    public IEnumerable<AdoptedEvent> Events => steps.SelectMany(EventsOf);

    /// <summary>The identifiers that became shared.</summary>
    public IReadOnlyList<AdoptedMark> Marks => marks;

    /// <summary>The customers that were joined, in order.</summary>
    public IEnumerable<JoinedCustomers> Pairs => steps
        .Where(step => step.Mark is null)
        .Select(step => new JoinedCustomers(PrimaryIdOf(step.Customer), PrimaryIdOf(step.Other), step.IsByEmail));

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
        steps.Add(new Step(older, younger, holder, isEmail, moved, null));
    }

    private void Refuse(int own, int other, int holder, bool isEmail)
    {
        var mark = new AdoptedMark(marks.Count + 1, rows.IdOf(holder), isEmail, RefusalReasons.TooManyContacts);
        marks.Add(mark);
        steps.Add(new Step(own, other, holder, isEmail, [], mark));
    }

    private AdoptedEvent[] EventsOf(Step step)
    {
        var (primaryId, otherId, holderId) = (PrimaryIdOf(step.Customer), PrimaryIdOf(step.Other), rows.IdOf(step.Holder));
        if (step.Mark is not { } mark)
        {
            return
            [
                new AdoptedEvent(EventTypes.ContactMerged, primaryId, new EventData
                {
                    MergedContactIds = [otherId],
                    MovedContactIds = step.MovedIds,
                    MatchedBy = step.IsByEmail ? new EventMatch(holderId, null) : new EventMatch(null, holderId),
                }),
            ];
        }

        var kind = step.IsByEmail ? EventData.EmailKind : EventData.PhoneNumberKind;
        return
        [
            new AdoptedEvent(
                EventTypes.ContactLinkRefused,
                primaryId,
                new EventData { OtherContactId = otherId, By = [kind], Why = mark.Reason }),
            new AdoptedEvent(
                EventTypes.IdentifierShared,
                null,
                new EventData { SharedIdentifierId = mark.Id, Kind = kind, Reason = mark.Reason }),
        ];
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

    /// <param name="Customer">The older customer; of two that were not joined, that of the younger contact.</param>
    /// <param name="Other">The other customer.</param>
    /// <param name="Holder">The place of the oldest contact that holds the shared value.</param>
    /// <param name="IsByEmail">Whether the value is an email address, and not a phone number.</param>
    /// <param name="MovedIds">The contacts of the other customer; empty if the two were not joined.</param>
    /// <param name="Mark">What the value became, if the two were not joined.</param>
    private readonly record struct Step(int Customer, int Other, int Holder, bool IsByEmail, long[] MovedIds, AdoptedMark? Mark)
    {
        /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
        public override string ToString() => nameof(Step);
    }
}
