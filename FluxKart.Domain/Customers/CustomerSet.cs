using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The stored customers that a set of requests touches, each loaded whole and indexed by identifier. <see cref="Identify"/> applies the
/// whole reconciliation rule to them, one request after another. Each request sees what earlier ones added, demoted and re-pointed.
/// Nothing here does I/O: a repository loads the set and saves its changes.
/// </summary>
public sealed class CustomerSet
{
    private readonly HolderIndex<EmailAddress> byEmail = new();
    private readonly HolderIndex<PhoneNumber> byPhoneNumber = new();
    private readonly List<Customer> loaded = [];
    private readonly HashSet<long> storedPrimaryIds = [];
    private readonly List<Contact> created = [];
    private readonly HashSet<Contact> relinked = [];
    private readonly List<Contact> erased = [];
    private readonly HashSet<Customer> repaired = [];
    private readonly HashSet<long> danglingLinkIds = [];
    private readonly List<CustomerEvent> events = [];

    /// <param name="contacts">
    /// Whole customers, in any order: each contact comes with its primary and all contacts linked to that primary. Links that other
    /// programs have broken are repaired, and saved with the set: a contact's customer is at the end of its links, and if the primary is
    /// missing, the oldest contact takes its place.
    /// </param>
    public CustomerSet(IEnumerable<Contact> contacts)
    {
        var oldestFirst = contacts.Order(Contact.OldestFirst).ToList();
        NewestCreatedAt = oldestFirst.Count > 0 ? oldestFirst[^1].CreatedAt : null;
        var links = new StoredLinks(oldestFirst);
        foreach (var group in oldestFirst.GroupBy(links.EndOf))
        {
            if (!links.Contains(group.Key))
                danglingLinkIds.Add(group.Key);
            var primary = group.FirstOrDefault(contact => contact.LinkPrecedence == LinkPrecedence.Primary) ?? group.First();
            var customer = Customer.Load(primary, group, events);
            if (customer.RepairLinks() is { Count: > 0 } changed)
            {
                relinked.UnionWith(changed);
                repaired.Add(customer);
            }

            loaded.Add(customer);
            storedPrimaryIds.Add(primary.Id);
            Index(customer);
        }
    }

    /// <summary>The customers that were loaded, in no particular order.</summary>
    public IReadOnlyList<Customer> Loaded => loaded;

    /// <summary>The ids of the primaries that were loaded, in no particular order.</summary>
    public IReadOnlyCollection<long> StoredPrimaryIds => storedPrimaryIds;

    /// <summary>
    /// The ids at the end of links whose contacts were not loaded: they are deleted, or other programs have linked contacts in a chain. A
    /// chain is complete once its ids have been loaded too.
    /// </summary>
    public IReadOnlyCollection<long> DanglingLinkIds => danglingLinkIds;

    /// <summary>
    /// When the newest of the loaded contacts was created, in UTC; null if none was loaded. A new contact is never older.
    /// </summary>
    public DateTime? NewestCreatedAt { get; }

    /// <summary>Contacts to insert, in order of creation. A contact may be linked to an earlier one.</summary>
    public IReadOnlyList<Contact> Created => created;

    /// <summary>Stored contacts whose link has changed, each once, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Relinked => relinked;

    /// <summary>Stored contacts whose values must be cleared, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Erased => erased;

    /// <summary>Everything that has happened to the customers since they were loaded, in order.</summary>
    public IReadOnlyList<CustomerEvent> Events => events;

    /// <summary>Finds the customer of a request that needs no write: it matches exactly one customer and brings nothing new.</summary>
    /// <returns>The customer, or null if the request needs a write.</returns>
    public Identification? Recognise(ContactDetails details) =>
        FindMatches(details).Customers is [var customer] && Holds(customer, details) && !repaired.Contains(customer)
            ? new Identification(customer, [])
            : null;

    /// <summary>The primary ids of the customers that a request matches, in no particular order; empty if nothing matches.</summary>
    public IReadOnlyCollection<long> PrimaryIdsOf(ContactDetails details) =>
        [.. FindMatches(details).Customers.Select(customer => customer.Primary.Id)];

    /// <summary>
    /// Applies one request: finds or creates its customer, adds a contact if needed, and merges the customers that the request connects.
    /// </summary>
    /// <remarks>Source of the rule: HTTP contract, section 1, steps 2 to 5.</remarks>
    public Identification Identify(ContactDetails details)
    {
        var eventsBefore = events.Count;
        var (matches, matchedBy) = FindMatches(details);
        var customer = matches.Count == 0 ? Create(details) : Link(matches, details, matchedBy);
        return new Identification(customer, events[eventsBefore..]);
    }

    /// <summary>Erases a customer of this set. Apply nothing else to the set: its indexes still have the erased values.</summary>
    /// <param name="customer">One of <see cref="Loaded"/>.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    public void Erase(Customer customer, string? reason)
    {
        customer.Erase(reason);
        erased.AddRange(customer.Contacts);
    }

    private Customer Link(List<Customer> matches, ContactDetails details, MatchedBy matchedBy)
    {
        var oldest = matches.MinBy(customer => customer.Primary, Contact.OldestFirst)!;
        if (matches.Count > 1)
            Merge(oldest, [.. matches.Where(customer => customer != oldest)], matchedBy);
        if (!Holds(oldest, details))
            Add(oldest, details, matchedBy);
        return oldest;
    }

    private Matches FindMatches(ContactDetails details)
    {
        var customers = new List<Customer>();
        var matchedBy = new MatchedBy(
            byEmail.CollectHolders(details.Email, customers),
            byPhoneNumber.CollectHolders(details.PhoneNumber, customers));
        return new Matches(customers, matchedBy);
    }

    private bool Holds(Customer customer, ContactDetails details) =>
        (details.Email is null || byEmail.IsHeldBy(customer, details.Email))
        && (details.PhoneNumber is null || byPhoneNumber.IsHeldBy(customer, details.PhoneNumber));

    private Customer Create(ContactDetails details)
    {
        var customer = Customer.Create(details, NextPlace(), events);
        created.Add(customer.Primary);
        Index(customer);
        return customer;
    }

    private void Add(Customer customer, ContactDetails details, MatchedBy matchedBy)
    {
        var secondary = customer.Add(details, NextPlace(), matchedBy);
        created.Add(secondary);
        Index(secondary, customer);
    }

    private void Merge(Customer oldest, Customer[] younger, MatchedBy matchedBy) =>
        relinked.UnionWith(oldest.Absorb(younger, matchedBy).Where(contact => !contact.IsNew));

    private int NextPlace() => created.Count + 1;

    private void Index(Customer customer)
    {
        foreach (var contact in customer.Contacts)
            Index(contact, customer);
    }

    private void Index(Contact contact, Customer customer)
    {
        byEmail.Add(contact.Email, contact, customer);
        byPhoneNumber.Add(contact.PhoneNumber, contact, customer);
    }

    /// <param name="Customers">The customers that hold one of the request's identifiers, each once, in no particular order.</param>
    /// <param name="MatchedBy">The contacts that hold them.</param>
    private readonly record struct Matches(List<Customer> Customers, MatchedBy MatchedBy);
}
