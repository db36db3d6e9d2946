using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The graph of why the contacts of a customer belong together: they share values, a request connected them, or a person did. It works on
/// one loaded customer and what is stored about it, and does no I/O.
/// </summary>
/// <remarks>Source: HTTP contract, section 4, explanation, and section 5.</remarks>
public sealed class LinkGraph
{
    private static readonly HashSet<Contact> NoContacts = [];
    private static readonly HashSet<Identifier> NoIdentifiers = [];

    private readonly Contact[] oldestFirst;
    private readonly Bonds bonds;
    private readonly NamedContacts named;
    private readonly LinkingIdentifiers identifiers;
    private readonly RecordedSplits splits;
    private readonly RecordedLinks recorded;
    private readonly LinkStructure structure;
    private readonly ValueLinks values;
    // In order of preference, where two contacts share no value that links them.
    private readonly Link[] otherLinks;

    /// <param name="contacts">All contacts of one customer, in any order.</param>
    /// <param name="bonds">What is stored about the customer besides its contacts. It may be about other customers as well.</param>
    /// <param name="patterns">The identifiers that never link although nobody has marked them.</param>
    public LinkGraph(IEnumerable<Contact> contacts, Bonds bonds, SharedIdentifierPatterns patterns)
    {
        this.bonds = bonds;
        oldestFirst = [.. contacts.Order(Contact.OldestFirst)];
        named = new NamedContacts(oldestFirst, bonds.StandIns);
        var history = new MembershipHistory(bonds.Events);
        identifiers = new LinkingIdentifiers(oldestFirst, bonds.Marks, patterns, history);
        values = new ValueLinks(identifiers, history);
        splits = new RecordedSplits(named, bonds.Events, history);
        recorded = new RecordedLinks(bonds.Events, named, identifiers, splits);
        structure = new LinkStructure(oldestFirst, identifiers, recorded, splits, values);
        otherLinks =
        [
            .. recorded.Requests.Select(request => request.Shown).OfType<Link>(),
            .. recorded.ByHand,
            .. structure.Inherited.Select(inherited => inherited.Link),
        ];
        SpanningTree = Span();
    }

    /// <summary>Every event that names one of the contacts, or a contact whose place one of them takes, in order of id.</summary>
    public IReadOnlyList<RecordedEvent> Events => bonds.Events;

    /// <summary>
    /// The fewest links that connect all contacts, oldest <see cref="Link.From"/> first. Values that link come first, then requests, then
    /// merges by hand, each with the earliest first. Links of earlier times come last. A contact is linked to an older one wherever it
    /// shares a value with one that links both.
    /// </summary>
    public IReadOnlyList<Link> SpanningTree { get; }

    /// <summary>What the customer falls apart into when an identifier stops linking.</summary>
    /// <returns>The parts, the oldest first, each in order of age. One part if nothing comes apart.</returns>
    public IReadOnlyList<IReadOnlyList<Contact>> PartsWithout(Identifier identifier) =>
        structure.PartsWithout(NoContacts, new HashSet<Identifier> { identifier });

    /// <summary>What is left of the customer when contacts are removed, as if they had never come.</summary>
    /// <returns>The parts, the oldest first, each in order of age. Empty if nothing is left.</returns>
    public IReadOnlyList<IReadOnlyList<Contact>> PartsWithout(IReadOnlySet<Contact> removed) =>
        structure.PartsWithout(removed, NoIdentifiers);

    /// <summary>
    /// The contacts that take the place of removed ones, as far as there are any. Where a removed contact has itself taken the place of an
    /// earlier one, another takes that place.
    /// </summary>
    public IReadOnlyList<StandIn> StandInsFor(IReadOnlySet<Contact> removed)
    {
        var roles = bonds.Events.SelectMany(NamedContacts.RolesIn)
            .Concat(bonds.StandIns.Select(standIn => (Id: standIn.RemovedId, standIn.Role)))
            .Distinct();
        return
        [
            .. from role in roles
               let former = named.Find(role.Id, role.Role)
               where former is not null && removed.Contains(former)
               let next = NextInRole(role.Id, former, role.Role, removed)
               where next is not null
               select new StandIn(role.Id, role.Role, next.Id),
        ];
    }

    /// <summary>The shortest chain from one contact to another. Of several, one by shared values and old contacts.</summary>
    /// <returns>Null if one of them does not belong to the customer.</returns>
    public LinkChain? FindChain(long fromId, long toId)
    {
        if (named.Find(fromId) is not { } from || named.Find(toId) is not { } to)
            return null;
        var others = ByEnd(otherLinks);
        var expanded = new HashSet<IdentifierNode>();
        return ShortestChain.Between(from, to, contact => SharedValues(contact, expanded).Concat(others[contact]));
    }

    /// <summary>The fewest identifiers that would have to stop linking for two contacts to part.</summary>
    /// <returns>Null if one of them does not belong to the customer. Of several cuts, the one nearest to the first contact.</returns>
    /// <exception cref="ArgumentException">Both ids are the same.</exception>
    public Cut? FindCut(long fromId, long toId)
    {
        if (fromId == toId)
            throw new ArgumentException("A contact cannot part from itself.", nameof(toId));
        if (named.Find(fromId) is not { } from || named.Find(toId) is not { } to)
            return null;
        var lasting = ByEnd(recorded.ByHand.Concat(structure.Inherited.Where(link => link.By is null).Select(link => link.Link)));
        if (ShortestChain.Between(from, to, contact => lasting[contact]) is { } chain)
            return new Cut([], [oldestFirst], chain.Links);
        var cut = MinimumCut.Between(structure.ToGraph(), from, to);
        return new Cut(cut, structure.PartsWithout(NoContacts, cut.ToHashSet()), []);
    }

    /// <summary>
    /// The identifiers of which each alone holds the customer together. Those that separate most pairs of contacts come first, and then
    /// those with the oldest holder, an email address before a phone number.
    /// </summary>
    public IReadOnlyList<Articulation> FindArticulations()
    {
        var ofSeveralNodes = identifiers.Nodes
            .CountBy(node => node.Identifier)
            .Where(count => count.Value > 1)
            .Select(count => count.Key)
            .ToHashSet();
        return
        [
            .. ArticulationSearch.Find(structure.ToGraph())
                .Where(found => !ofSeveralNodes.Contains(found.Identifier))
                .Concat(ofSeveralNodes.Select(Measure).Where(measured => measured.Customers > 1))
                .Select(found => (found, Holders: identifiers.HoldersOf(found.Identifier).ToList()))
                .OrderByDescending(one => one.found.Pairs)
                .ThenBy(one => one.Holders[0], Contact.OldestFirst)
                .ThenBy(one => one.found.Identifier is not EmailAddress)
                .Select(one => new Articulation(one.found.Identifier, one.Holders.Count, one.found.Pairs, one.found.Customers)),
        ];
    }

    /// <summary>What comes apart without an identifier. The search in the graph finds this only for an identifier of one node.</summary>
    private (Identifier Identifier, long Pairs, int Customers) Measure(Identifier identifier)
    {
        var parts = PartsWithout(identifier);
        // Each pair is counted from both sides.
        return (identifier, parts.Sum(part => (long)part.Count * (oldestFirst.Length - part.Count)) / 2, parts.Count);
    }

    private static ILookup<Contact, Link> ByEnd(IEnumerable<Link> links) => links
        .SelectMany(link => new[] { link.From, link.To }, (link, end) => (link, end))
        .ToLookup(one => one.end, one => one.link);

    /// <summary>Kruskal's algorithm, with the links in order of preference.</summary>
    private List<Link> Span()
    {
        var tree = new List<Link>();
        var components = new DisjointSets<Contact>();
        foreach (var contact in oldestFirst)
        {
            var oldestHolders = identifiers.LinkingOf(contact).Select(node => node.Contacts[0]);
            foreach (var oldest in oldestHolders.Where(oldest => oldest != contact).Distinct().Order(Contact.OldestFirst))
            {
                if (components.Union(contact, oldest))
                    tree.Add(values.Between(contact, oldest));
            }
        }

        tree.AddRange(otherLinks.Where(link => components.Union(link.From, link.To)));
        return [.. tree.OrderBy(link => link.From, Contact.OldestFirst)];
    }

    /// <summary>The links of a contact by values. The holders of a value are reached from the first of them, and then no more.</summary>
    private IEnumerable<Link> SharedValues(Contact contact, HashSet<IdentifierNode> expanded) => identifiers
        .LinkingOf(contact)
        .Where(expanded.Add)
        .SelectMany(node => node.Contacts)
        .Where(holder => holder != contact)
        .Select(holder => values.Between(contact, holder));

    private Contact? NextInRole(long id, Contact former, StandInRole role, IReadOnlySet<Contact> removed)
    {
        return role switch
        {
            StandInRole.Email => OldestHolder(former.Email),
            StandInRole.PhoneNumber => OldestHolder(former.PhoneNumber),
            StandInRole.Customer => structure.OldestLinkedTo(former, removed),
            StandInRole.Kept => oldestFirst.FirstOrDefault(contact =>
                !removed.Contains(contact) && splits.LatestLeavingTogether(contact, former)?.ContactId == id),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
        };

        Contact? OldestHolder(Identifier? value) => value is null
            ? null
            : identifiers.NodeOf(former, value)?.Contacts.FirstOrDefault(holder => !removed.Contains(holder));
    }
}
