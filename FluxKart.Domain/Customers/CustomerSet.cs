using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The stored customers that a set of requests touches, each loaded whole and indexed by identifier. <see cref="Identify"/> applies the
/// whole reconciliation rule to them, one request after another. Each request sees what earlier ones added, demoted and re-pointed.
/// Nothing here does I/O: a repository loads the set and saves its changes.
/// </summary>
public sealed partial class CustomerSet
{
    private readonly LinkingRules rules;
    private readonly HolderIndex holders = new();
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
    /// <param name="rules">What the operator has configured about linking.</param>
    /// <param name="marked">Which identifiers are marked as shared, of those that the set will be asked about.</param>
    public CustomerSet(IEnumerable<Contact> contacts, LinkingRules rules, IEnumerable<Identifier> marked)
    {
        this.rules = rules;
        Shared = new SharedIdentifierSet(rules.SharedPatterns, marked);
        Load(contacts);
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
    /// When the newest of the loaded contacts was created, in UTC; null if none was loaded. A new contact is never older, unless a file says
    /// when it came into being.
    /// </summary>
    public DateTime? NewestCreatedAt { get; private set; }

    /// <summary>Contacts to insert, in order of creation. A contact may be linked to an earlier one.</summary>
    public IReadOnlyList<Contact> Created => created;

    /// <summary>Stored contacts whose link has changed, each once, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Relinked => relinked;

    /// <summary>Stored contacts whose values must be cleared, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Erased => erased;

    /// <summary>The identifiers that never link.</summary>
    public SharedIdentifierSet Shared { get; private set; }

    /// <summary>
    /// Which customers are kept apart; null if that has not been loaded. It is needed where <see cref="MayJoin"/> is true, and for changes
    /// by hand.
    /// </summary>
    public Separations? Separations { get; set; }

    /// <summary>Everything that has happened to the customers since they were loaded, in order.</summary>
    public IReadOnlyList<CustomerEvent> Events => events;

    /// <summary>Whether there is anything to save for a change by hand.</summary>
    public bool HasChanged => events.Count > 0 || Shared.TakenApart.Count > 0;

    /// <summary>Finds the customer of a request that needs no write: it matches exactly one customer and brings nothing new.</summary>
    /// <returns>The customer, or null if the request needs a write.</returns>
    public Identification? Recognise(ContactDetails details)
    {
        var known = CandidatesOf(details) switch
        {
            [] => FindSame(details),
            [var only] when Holds(only, details) => only,
            _ => null,
        };
        return known is null || repaired.Contains(known) ? null : new Identification(known, []);
    }

    /// <summary>The primary ids of the customers that a request matches, or else belongs to. Empty for a new customer.</summary>
    public IReadOnlyCollection<long> PrimaryIdsOf(ContactDetails details)
    {
        var customers = CandidatesOf(details);
        if (customers.Count == 0 && FindSame(details) is { } same)
            customers.Add(same);
        return customers.ConvertAll(customer => customer.Primary.Id);
    }

    /// <summary>The identifiers of a request that no contact holds and that are not shared.</summary>
    public IEnumerable<Identifier> UnheldOf(ContactDetails details) =>
        details.Identifiers.Where(identifier => Links(identifier) && !holders.Contain(identifier));

    /// <summary>
    /// Whether applying these requests could join two of the loaded customers, so that <see cref="Separations"/> must be known.
    /// </summary>
    public bool MayJoin(IReadOnlyCollection<ContactDetails> requests)
    {
        if (loaded.Count < 2)
            return false;
        var connected = new DisjointSets<object>();
        foreach (var details in requests)
        {
            var identifiers = details.Identifiers.Where(Links).ToList();
            foreach (var node in identifiers.Skip(1).Concat<object>(CandidatesOf(details)))
                connected.Union(identifiers[0], node);
        }

        return loaded.DistinctBy(connected.RootOf).Count() < loaded.Count;
    }

    /// <summary>
    /// Whether none of the request's identifiers links. Its customer can then be found only by a contact with exactly the same details.
    /// </summary>
    public bool HasOnlyShared(ContactDetails details) => !Links(details.Email) && !Links(details.PhoneNumber);

    /// <summary>
    /// Applies one request: finds or creates its customer, adds a contact if needed, and merges the customers that the request connects.
    /// Customers that are kept apart, or that would become too large, are not joined. The identifiers by which they matched become shared.
    /// </summary>
    /// <remarks>Source of the rule: HTTP contract, section 1, steps 2 to 5, and section 5, the rule with both.</remarks>
    public Identification Identify(ContactDetails details)
    {
        var eventsBefore = events.Count;
        var joined = new List<Customer>();
        var refusals = new List<Refusal>();
        foreach (var candidate in CandidatesOf(details))
        {
            if (WhyRefused(candidate, joined, details) is { } why)
                refusals.Add(new Refusal(candidate.Primary, MatchesOf(candidate, details), why));
            else
                joined.Add(candidate);
        }

        var customer = joined.Count > 0 ? Link(joined, details) : FindSame(details) ?? Create(details);
        Refuse(customer, refusals);
        return new Identification(customer, events[eventsBefore..]);
    }

    private void Load(IEnumerable<Contact> contacts)
    {
        var oldestFirst = contacts.ToList();
        Contact.SortOldestFirst(CollectionsMarshal.AsSpan(oldestFirst));
        holders.EnsureCapacity(oldestFirst.Count);
        if (oldestFirst.Count > 0 && !(NewestCreatedAt > oldestFirst[^1].CreatedAt))
            NewestCreatedAt = oldestFirst[^1].CreatedAt;
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

    private void Refuse(Customer customer, List<Refusal> refusals)
    {
        foreach (var (other, by, why) in refusals)
        {
            events.Add(new LinkRefused(customer.Primary, other, by, why));
            foreach (var identifier in by.Where(Links))
                AddMark(new SharedIdentifier(identifier, why, isTakenApart: false));
        }
    }

    /// <summary>
    /// Why a request is not linked to a customer that it matches; null if it is. The contact that the request may add is counted.
    /// </summary>
    private string? WhyRefused(Customer candidate, List<Customer> joined, ContactDetails details)
    {
        if (joined.Exists(other => AreApart(other, candidate)))
            return RefusalReasons.KeptApart;
        var addsContact = !details.Identifiers.All(identifier =>
            Holds(candidate, identifier) || joined.Exists(other => Holds(other, identifier)));
        if (joined.Count == 0 && !addsContact)
            return null;
        var size = joined.Sum(other => other.Contacts.Count) + candidate.Contacts.Count + (addsContact ? 1 : 0);
        return size > rules.MaxContactsPerCustomer ? RefusalReasons.TooManyContacts : null;
    }

    private List<Identifier> MatchesOf(Customer candidate, ContactDetails details) =>
        [.. details.Identifiers.Where(identifier => Links(identifier) && Holds(candidate, identifier))];

    // A customer without a stored contact has never been split. Its primary does not show that: a file can add an older one.
    private bool AreApart(Customer one, Customer other) => one.IsStored && other.IsStored && KnownSeparations.AreApart(one, other);

    private Separations KnownSeparations =>
        Separations ?? throw new InvalidOperationException("Which customers are kept apart has not been loaded.");

    private bool Links([NotNullWhen(true)] Identifier? identifier) => identifier is not null && !Shared.Include(identifier);

    /// <summary>The customers that hold the email address, oldest first, and then those that hold the phone number.</summary>
    private List<Customer> CandidatesOf(ContactDetails details)
    {
        var candidates = new List<Customer>();
        if (Links(details.Email))
            holders.CollectHolders(details.Email, candidates);
        if (Links(details.PhoneNumber))
            holders.CollectHolders(details.PhoneNumber, candidates);
        return candidates;
    }

    /// <summary>The customer of the oldest contact with exactly these details, if no identifier of theirs links.</summary>
    /// <param name="details">The identifiers.</param>
    /// <param name="fits">Which customers count; null for all.</param>
    private Customer? FindSame(ContactDetails details, Predicate<Customer>? fits = null)
    {
        if (!HasOnlyShared(details))
            return null;
        var identifier = (Identifier?)details.Email ?? details.PhoneNumber!;
        var customers = new List<Customer>();
        holders.CollectHolders(identifier, customers);
        if (fits is not null)
            customers = customers.FindAll(fits);
        var oldest = customers
            .SelectMany(customer => customer.Contacts)
            .Where(contact => Equals(contact.Email, details.Email) && Equals(contact.PhoneNumber, details.PhoneNumber))
            .Min(Contact.OldestFirst);
        return oldest is null ? null : customers.Find(customer => customer.Contacts.Contains(oldest));
    }

    private Customer Link(List<Customer> joined, ContactDetails details, DateTime? createdAt = null)
    {
        var matchedBy = new MatchedBy(OldestMatch(details.Email, joined), OldestMatch(details.PhoneNumber, joined));
        var oldest = joined.Min(Customer.OldestFirst)!;
        if (joined.Count > 1)
            Join(oldest, [.. joined.Where(customer => customer != oldest)], matchedBy, reason: null);
        return Holds(oldest, details) ? oldest : Add(oldest, details, createdAt, matchedBy);
    }

    private Contact? OldestMatch(Identifier? identifier, List<Customer> joined) =>
        Links(identifier) ? holders.OldestHolder(identifier, joined) : null;

    private bool Holds(Customer customer, ContactDetails details) =>
        (details.Email is null || Holds(customer, details.Email))
        && (details.PhoneNumber is null || Holds(customer, details.PhoneNumber));

    private bool Holds(Customer customer, Identifier identifier) => holders.IsHeldBy(customer, identifier);

    private Customer Create(ContactDetails details, DateTime? createdAt = null)
    {
        var customer = Customer.Create(details, NextPlace(), createdAt, events);
        created.Add(customer.Primary);
        Index(customer);
        return customer;
    }

    /// <returns>The customer with the contact. If that is older than the customer, it is its primary.</returns>
    private Customer Add(Customer customer, ContactDetails details, DateTime? createdAt, MatchedBy matchedBy)
    {
        if (customer.Primary.IsYoungerThan(createdAt))
        {
            var older = Create(details, createdAt);
            Join(older, [customer], matchedBy, reason: null);
            return older;
        }

        var secondary = customer.Add(details, NextPlace(), createdAt, matchedBy);
        created.Add(secondary);
        holders.Add(secondary, customer);
        return customer;
    }

    private void Join(Customer oldest, Customer[] younger, MatchedBy? matchedBy, string? reason) =>
        relinked.UnionWith(oldest.Absorb(younger, matchedBy, reason).Where(contact => !contact.IsNew));

    private void AddMark(SharedIdentifier mark)
    {
        Shared.Add(mark);
        events.Add(new IdentifierShared(mark));
    }

    private int NextPlace() => created.Count + 1;

    private void Index(Customer customer)
    {
        foreach (var contact in customer.Contacts)
            holders.Add(contact, customer);
    }

    /// <param name="Other">The primary of the customer that matched.</param>
    /// <param name="By">The identifiers by which it matched.</param>
    /// <param name="Why">See <see cref="RefusalReasons"/>.</param>
    private readonly record struct Refusal(Contact Other, IReadOnlyList<Identifier> By, string Why)
    {
        /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
        public override string ToString() => nameof(Refusal);
    }
}
