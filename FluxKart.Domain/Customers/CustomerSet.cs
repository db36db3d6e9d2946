using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The stored customers that a set of requests touches, each loaded whole and indexed by identifier. <see cref="Identify"/> applies the
/// whole reconciliation rule to them, one request after the other. Each request sees what the ones before it added, demoted and re-pointed.
/// Nothing here does I/O: a repository loads the set and saves its changes.
/// </summary>
public sealed class CustomerSet
{
    private readonly Dictionary<EmailAddress, List<Customer>> byEmail = [];
    private readonly Dictionary<PhoneNumber, List<Customer>> byPhoneNumber = [];
    private readonly List<Contact> created = [];
    private readonly HashSet<Contact> relinked = [];

    /// <param name="contacts">Whole customers, in any order: with each contact its primary and all contacts linked to that primary.</param>
    public CustomerSet(IEnumerable<Contact> contacts)
    {
        var stored = contacts.ToLookup(contact => contact.LinkedId ?? contact.Id);
        var primaryIds = new HashSet<long>();
        foreach (var customer in stored)
        {
            // A contact whose primary is deleted is deleted with it.
            if (customer.FirstOrDefault(contact => contact.LinkPrecedence == LinkPrecedence.Primary) is not { } primary)
                continue;
            primaryIds.Add(primary.Id);
            Index(Customer.Load(primary, customer));
        }

        StoredPrimaryIds = primaryIds;
    }

    /// <summary>The primaries of the customers that were loaded, in no particular order.</summary>
    public IReadOnlyCollection<long> StoredPrimaryIds { get; }

    /// <summary>Contacts to insert, in order of creation. One may be linked to another.</summary>
    public IReadOnlyList<Contact> Created => created;

    /// <summary>Stored contacts whose link has changed, each once, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Relinked => relinked;

    /// <summary>Finds the customer of a request that has nothing to write: it matches exactly one customer and brings nothing new.</summary>
    /// <returns>The customer, or null if the request has something to write.</returns>
    public Identification? Recognise(ContactDetails details) =>
        Matches(details) is [var only] && Holds(only, details)
            ? new Identification(only, IdentificationOutcome.Matched, mergedCount: 0)
            : null;

    /// <summary>The primaries of the customers that a request matches, in no particular order; empty if nothing matches.</summary>
    public IReadOnlyCollection<long> PrimaryIdsOf(ContactDetails details) => [.. Matches(details).Select(customer => customer.Primary.Id)];

    /// <summary>Applies one request: finds or creates the contact, and merges the customers that the request connects.</summary>
    /// <remarks>Source of the rule: HTTP contract, section 1, steps 2 to 5.</remarks>
    public Identification Identify(ContactDetails details)
    {
        var matches = Matches(details);
        if (matches.Count == 0)
            return new Identification(Create(details), IdentificationOutcome.Created, mergedCount: 0);

        var oldest = matches.MinBy(customer => customer.Primary, Contact.OldestFirst)!;
        Merge(oldest, [.. matches.Where(customer => customer != oldest)]);
        var bringsNothingNew = Holds(oldest, details);
        if (!bringsNothingNew)
            Add(oldest, details);
        var outcome = matches.Count > 1 ? IdentificationOutcome.Merged
            : bringsNothingNew ? IdentificationOutcome.Matched
            : IdentificationOutcome.Extended;
        return new Identification(oldest, outcome, matches.Count - 1);
    }

    private List<Customer> Matches(ContactDetails details)
    {
        var matches = new List<Customer>();
        AddHolders(matches, byEmail, details.Email);
        AddHolders(matches, byPhoneNumber, details.PhoneNumber);
        return matches;
    }

    private bool Holds(Customer customer, ContactDetails details) =>
        IsHeldBy(customer, byEmail, details.Email) && IsHeldBy(customer, byPhoneNumber, details.PhoneNumber);

    private Customer Create(ContactDetails details)
    {
        var customer = Customer.Create(details, NextPlace());
        created.Add(customer.Primary);
        Index(customer);
        return customer;
    }

    private void Add(Customer customer, ContactDetails details)
    {
        var secondary = customer.Add(details, NextPlace());
        created.Add(secondary);
        Index(secondary, customer);
    }

    private void Merge(Customer oldest, Customer[] younger) => relinked.UnionWith(oldest.Absorb(younger).Where(contact => !contact.IsNew));

    private int NextPlace() => created.Count + 1;

    private void Index(Customer customer)
    {
        foreach (var contact in customer.Contacts)
            Index(contact, customer);
    }

    private void Index(Contact contact, Customer customer)
    {
        if (contact.Email is not null)
            Index(byEmail, contact.Email, customer);
        if (contact.PhoneNumber is not null)
            Index(byPhoneNumber, contact.PhoneNumber, customer);
    }

    private static void Index<TIdentifier>(Dictionary<TIdentifier, List<Customer>> index, TIdentifier identifier, Customer customer)
        where TIdentifier : class
    {
        var holders = CollectionsMarshal.GetValueRefOrAddDefault(index, identifier, out _) ??= [];
        if (!holders.Contains(customer))
            holders.Add(customer);
    }

    private static void AddHolders<TIdentifier>(
        List<Customer> matches, Dictionary<TIdentifier, List<Customer>> index, TIdentifier? identifier)
        where TIdentifier : class
    {
        if (identifier is null || !index.TryGetValue(identifier, out var holders))
            return;
        foreach (var holder in holders)
        {
            if (!matches.Contains(holder.Current))
                matches.Add(holder.Current);
        }
    }

    /// <summary>Whether the customer holds the identifier, or the request names none.</summary>
    private static bool IsHeldBy<TIdentifier>(Customer customer, Dictionary<TIdentifier, List<Customer>> index, TIdentifier? identifier)
        where TIdentifier : class =>
        identifier is null || (index.TryGetValue(identifier, out var holders) && holders.Exists(holder => holder.Current == customer));
}
