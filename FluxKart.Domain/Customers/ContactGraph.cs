using System.Runtime.InteropServices;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The part of the stored contacts that some requests touch: every contact of every customer that holds one of their identifiers.
/// <see cref="Identify"/> applies the whole reconciliation rule to it, one request after the other; each sees what the ones before it
/// added, demoted and re-pointed. Nothing here does I/O: a repository loads the graph and saves its changes.
/// </summary>
public sealed class ContactGraph
{
    private readonly Dictionary<EmailAddress, List<Cluster>> byEmail = [];
    private readonly Dictionary<PhoneNumber, List<Cluster>> byPhoneNumber = [];
    private readonly List<Contact> created = [];
    private readonly HashSet<Contact> relinked = [];
    private int clusterCount;

    /// <param name="contacts">Whole customers, in any order: with a contact come its primary and all that are linked to it.</param>
    public ContactGraph(IEnumerable<Contact> contacts)
    {
        var byAge = contacts.OrderBy(contact => contact.CreatedAt).ThenBy(contact => contact.Id).ToList();
        var byPrimaryId = new Dictionary<long, Cluster>();
        foreach (var primary in byAge.Where(contact => contact.LinkPrecedence == LinkPrecedence.Primary))
            byPrimaryId.Add(primary.Id, AddCluster(primary));
        foreach (var contact in byAge)
        {
            // A contact whose primary is deleted is deleted with it.
            if (byPrimaryId.TryGetValue(contact.LinkedId ?? contact.Id, out var cluster))
                AddContact(contact, cluster);
        }

        StoredPrimaryIds = byPrimaryId.Keys;
    }

    /// <summary>The primaries of the customers that were loaded, in no particular order.</summary>
    public IReadOnlyCollection<long> StoredPrimaryIds { get; }

    /// <summary>Contacts to insert, in order of creation. One may be linked to another of them.</summary>
    public IReadOnlyList<Contact> Created => created;

    /// <summary>Stored contacts whose link has changed, each once, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Relinked => relinked;

    /// <summary>Answers a request that has nothing to write: it finds exactly one customer and brings that one nothing new.</summary>
    /// <returns>The customer, or null when the request has something to write.</returns>
    public Customer? Recognise(ContactDetails details) =>
        Matches(details) is [var only] && Holds(only, details)
            ? only.ToCustomer(IdentificationOutcome.Matched)
            : null;

    /// <summary>The primaries of the customers that a request matches, in no particular order; none when nothing matches.</summary>
    public IReadOnlyCollection<long> PrimaryIdsOf(ContactDetails details) => [.. Matches(details).Select(cluster => cluster.Primary.Id)];

    /// <summary>Applies one request: finds or creates the contact, merges the customers that it connects, and answers with the whole.</summary>
    /// <remarks>Source of the rule: HTTP contract, section 1, steps 2 to 5.</remarks>
    public Customer Identify(ContactDetails details)
    {
        var matches = Matches(details);
        if (matches.Count == 0)
            return CreatePrimary(details).ToCustomer(IdentificationOutcome.Created);

        var oldest = matches.MinBy(cluster => cluster.Seniority)!;
        foreach (var younger in matches.Where(cluster => cluster != oldest))
            Merge(younger, oldest);

        var bringsNothingNew = Holds(oldest, details);
        if (!bringsNothingNew)
            CreateSecondary(details, oldest);
        return matches.Count > 1 ? oldest.ToCustomer(IdentificationOutcome.Merged, mergedCount: matches.Count - 1)
            : oldest.ToCustomer(bringsNothingNew ? IdentificationOutcome.Matched : IdentificationOutcome.Extended);
    }

    private List<Cluster> Matches(ContactDetails details)
    {
        var matches = new List<Cluster>();
        AddHolders(matches, byEmail, details.Email);
        AddHolders(matches, byPhoneNumber, details.PhoneNumber);
        return matches;
    }

    private bool Holds(Cluster cluster, ContactDetails details) =>
        IsHeldBy(cluster, byEmail, details.Email) && IsHeldBy(cluster, byPhoneNumber, details.PhoneNumber);

    private Cluster CreatePrimary(ContactDetails details)
    {
        var contact = Contact.CreatePrimary(details);
        var cluster = AddCluster(contact);
        created.Add(contact);
        AddContact(contact, cluster);
        return cluster;
    }

    private void CreateSecondary(ContactDetails details, Cluster cluster)
    {
        var contact = Contact.CreateSecondary(details, cluster.Primary);
        created.Add(contact);
        AddContact(contact, cluster);
    }

    private void Merge(Cluster younger, Cluster older)
    {
        foreach (var contact in younger.Contacts)
        {
            contact.LinkTo(older.Primary);
            if (contact.Id != 0)
                relinked.Add(contact);
        }

        younger.MergeInto(older);
    }

    // Stored primaries come in order of age, new ones as they are created.
    private Cluster AddCluster(Contact primary) => new(primary, seniority: clusterCount++);

    private void AddContact(Contact contact, Cluster cluster)
    {
        cluster.Contacts.Add(contact);
        if (contact.Email is not null)
            Index(byEmail, contact.Email, cluster);
        if (contact.PhoneNumber is not null)
            Index(byPhoneNumber, contact.PhoneNumber, cluster);
    }

    private static void AddHolders<TIdentifier>(
        List<Cluster> matches, Dictionary<TIdentifier, List<Cluster>> index, TIdentifier? identifier)
        where TIdentifier : class
    {
        if (identifier is null || !index.TryGetValue(identifier, out var holders))
            return;
        foreach (var holder in holders)
        {
            if (!matches.Contains(holder.Root))
                matches.Add(holder.Root);
        }
    }

    /// <summary>Whether the cluster holds the identifier, or there is none to hold.</summary>
    private static bool IsHeldBy<TIdentifier>(Cluster cluster, Dictionary<TIdentifier, List<Cluster>> index, TIdentifier? identifier)
        where TIdentifier : class =>
        identifier is null || (index.TryGetValue(identifier, out var holders) && holders.Exists(holder => holder.Root == cluster));

    private static void Index<TIdentifier>(Dictionary<TIdentifier, List<Cluster>> index, TIdentifier identifier, Cluster cluster)
        where TIdentifier : class
    {
        var holders = CollectionsMarshal.GetValueRefOrAddDefault(index, identifier, out _) ??= [];
        if (!holders.Contains(cluster))
            holders.Add(cluster);
    }

    /// <summary>The contacts of one customer. One that has been merged away forwards to the cluster that took its contacts over.</summary>
    private sealed class Cluster(Contact primary, int seniority)
    {
        private Cluster? mergedInto;

        public Contact Primary => primary;

        /// <summary>Smaller is older.</summary>
        public int Seniority => seniority;

        public List<Contact> Contacts { get; } = [];

        public Cluster Root => mergedInto?.Root ?? this;

        public void MergeInto(Cluster older)
        {
            older.Contacts.AddRange(Contacts);
            mergedInto = older;
        }

        public Customer ToCustomer(IdentificationOutcome outcome, int mergedCount = 0) => new(primary, Contacts, outcome, mergedCount);
    }
}
