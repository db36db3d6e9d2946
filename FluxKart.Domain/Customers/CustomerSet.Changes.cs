using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Changes by hand. A set that has been loaded with its <see cref="Bonds"/> takes one of them, and nothing else after it: its indexes are
/// then out of date.
/// </summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
public sealed partial class CustomerSet
{
    private const string SplitReason = "split";

    private readonly List<StandIn> standIns = [];

    /// <summary>What is stored about the customers besides their contacts. It is needed for changes by hand.</summary>
    public Bonds Bonds { get; private set; } = Bonds.None;

    /// <summary>The contacts that take the place of removed ones.</summary>
    public IReadOnlyCollection<StandIn> StandIns => standIns;

    /// <summary>Whether a customer was erased, so that the reasons in its earlier events must be cleared.</summary>
    public bool ClearsReasons { get; private set; }

    /// <summary>Adds what is stored about the customers besides their contacts.</summary>
    public void Add(Bonds bonds)
    {
        Bonds = bonds;
        Shared = new SharedIdentifierSet(rules.SharedPatterns, bonds.Marks.Select(mark => mark.Identifier));
        Separations = new Separations(bonds.Separations);
    }

    /// <summary>Makes some contacts of a customer a customer of their own.</summary>
    /// <param name="whole">One of <see cref="Loaded"/>.</param>
    /// <param name="contacts">Some of its contacts, but not all.</param>
    /// <param name="keepApart">Whether no order may ever join the two again. Then the identifiers that both hold become shared.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    /// <returns>The customer of the other contacts, and that of the given ones.</returns>
    public (Customer Kept, Customer Spawned) Split(
        Customer whole, IReadOnlyCollection<Contact> contacts, bool keepApart, string? reason)
    {
        var contactIds = IdsOf(whole);
        var holdsPrimary = contacts.Contains(whole.Primary);
        // The part with the primary stays. It is the oldest one.
        var detached = Detach(whole, holdsPrimary ? [.. whole.Contacts.Except(contacts)] : contacts, keepApart, reason);
        KnownSeparations.Inherit(contactIds, [whole, detached]);
        if (keepApart)
        {
            KnownSeparations.KeepApart(whole, detached);
            foreach (var identifier in IdentifiersOf(whole).Intersect(IdentifiersOf(detached)).Where(Links).ToList())
                AddMark(new SharedIdentifier(identifier, SplitReason, isTakenApart: false));
        }

        return holdsPrimary ? (detached, whole) : (whole, detached);
    }

    /// <summary>Makes two customers one. If they were kept apart, they no longer are.</summary>
    /// <param name="one">One of <see cref="Loaded"/>.</param>
    /// <param name="other">Another one.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public Customer Merge(Customer one, Customer other, string? reason)
    {
        KnownSeparations.End(one, other);
        var (oldest, younger) = Customer.OldestFirst.Compare(one, other) < 0 ? (one, other) : (other, one);
        Join(oldest, [younger], matchedBy: null, reason);
        return oldest;
    }

    /// <summary>Erases contacts that should never have been. The rest becomes what it would be had they never come.</summary>
    /// <param name="whole">One of <see cref="Loaded"/>.</param>
    /// <param name="contacts">Some or all of its contacts.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    /// <returns>What is left, the oldest customer first.</returns>
    public IReadOnlyList<Customer> Remove(Customer whole, IReadOnlySet<Contact> contacts, string? reason)
    {
        var contactIds = IdsOf(whole);
        var identifiers = contacts.SelectMany(contact => contact.Identifiers).ToHashSet();
        var graph = GraphOf(whole);
        var parts = graph.PartsWithout(contacts);
        erased.AddRange(contacts);
        standIns.AddRange(graph.StandInsFor(contacts));

        var before = whole.Primary;
        whole.Remove(contacts, [.. parts.Select(part => part[0])], reason);
        if (whole.Primary != before)
            relinked.UnionWith(whole.Contacts);
        IReadOnlyList<Customer> left = parts.Count == 0 ? [] : FallApart(whole, parts, reason);
        KnownSeparations.Inherit(contactIds, left);
        RemoveMarksOf(identifiers.Except(left.SelectMany(IdentifiersOf)));
        return left;
    }

    /// <summary>Erases a customer: the email addresses and phone numbers of all its contacts are cleared for ever.</summary>
    /// <param name="customer">One of <see cref="Loaded"/>.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public void Erase(Customer customer, string? reason)
    {
        var identifiers = IdentifiersOf(customer).ToHashSet();
        customer.Erase(reason);
        erased.AddRange(customer.Contacts);
        ClearsReasons = true;
        KnownSeparations.End(IdsOf(customer));
        RemoveMarksOf(identifiers);
    }

    /// <summary>Marks an identifier as shared, unless it is marked already.</summary>
    /// <param name="mark">The new mark.</param>
    /// <param name="stored">The stored mark of the identifier; null if it is not marked.</param>
    /// <param name="takeApart">Whether the customers of the set fall apart into what stays connected without it.</param>
    /// <returns>What they fell apart into, the oldest first; empty if they were not taken apart.</returns>
    public IReadOnlyList<Customer> Mark(SharedIdentifier mark, SharedIdentifier? stored, bool takeApart)
    {
        if (stored is null)
            AddMark(mark);
        if (!takeApart)
            return [];
        List<Customer> parts = [.. loaded.SelectMany(whole => TakeApart(whole, mark)).Order(Customer.OldestFirst)];
        // Only now: until here its links still hold, and it is they that come apart.
        if (stored is not null)
            Shared.TakeApart(stored);
        return parts;
    }

    /// <summary>Deletes the mark of an identifier. It links again from the next request that brings it.</summary>
    public void Unmark(SharedIdentifier mark)
    {
        Shared.Remove(mark);
        events.Add(new IdentifierUnshared(mark));
    }

    /// <summary>Why the contacts of a customer belong together.</summary>
    /// <param name="customer">One of <see cref="Loaded"/>.</param>
    public LinkGraph GraphOf(Customer customer) => new(customer.Contacts, Bonds, rules.SharedPatterns);

    private static HashSet<long> IdsOf(Customer customer) => [.. customer.Contacts.Select(contact => contact.Id)];

    private static IEnumerable<Identifier> IdentifiersOf(Customer customer) =>
        customer.Contacts.SelectMany(contact => contact.Identifiers);

    private List<Customer> TakeApart(Customer whole, SharedIdentifier mark)
    {
        var contactIds = IdsOf(whole);
        var parts = FallApart(whole, GraphOf(whole).PartsWithout(mark.Identifier), mark.Reason);
        if (parts.Count > 1)
            KnownSeparations.Inherit(contactIds, parts);
        return parts;
    }

    private List<Customer> FallApart(Customer whole, IReadOnlyList<IReadOnlyList<Contact>> parts, string? reason)
    {
        var detached = parts.Where(part => !part.Contains(whole.Primary)).ToList();
        return [whole, .. detached.Select(part => Detach(whole, part, keepApart: false, reason))];
    }

    private Customer Detach(Customer whole, IReadOnlyCollection<Contact> part, bool keepApart, string? reason)
    {
        var detached = whole.Detach(part, keepApart, reason);
        relinked.UnionWith(detached.Contacts);
        return detached;
    }

    private void RemoveMarksOf(IEnumerable<Identifier> identifiers)
    {
        var unheld = identifiers.Except(Bonds.HeldElsewhere).ToHashSet();
        foreach (var mark in Bonds.Marks.Where(mark => unheld.Contains(mark.Identifier)))
            Unmark(mark);
    }
}
