using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// What holds a customer together: identifiers that link, requests, and merges by hand. Where these leave it in several pieces, the links
/// of earlier times connect the pieces.
/// </summary>
internal sealed class LinkStructure
{
    private readonly IReadOnlyList<Contact> oldestFirst;
    private readonly LinkingIdentifiers identifiers;
    private readonly RecordedLinks recorded;
    private readonly Dictionary<Contact, IReadOnlyList<Contact>> linkedWithoutHand;
    private readonly Dictionary<Contact, IReadOnlyList<Contact>> pieces;

    public LinkStructure(
        IReadOnlyList<Contact> oldestFirst,
        LinkingIdentifiers identifiers,
        RecordedLinks recorded,
        RecordedSplits splits,
        ValueLinks values)
    {
        this.oldestFirst = oldestFirst;
        this.identifiers = identifiers;
        this.recorded = recorded;
        var sets = new DisjointSets<object>();
        foreach (var (contact, node) in Memberships(oldestFirst))
            sets.Union(contact, node);
        foreach (var request in recorded.Requests)
            sets.Union(request.Email, request.PhoneNumber);
        linkedWithoutHand = SetOfEach(sets);
        foreach (var link in recorded.ByHand)
            sets.Union(link.From, link.To);
        pieces = SetOfEach(sets);
        Inherited = [.. LinksByCoveredValues(sets, values), .. LinksToOldest(sets, splits)];
    }

    /// <summary>The links of earlier times. Each connects pieces that would otherwise be apart.</summary>
    public IReadOnlyList<InheritedLink> Inherited { get; }

    /// <summary>What the customer falls apart into when contacts are gone and identifiers stop linking.</summary>
    /// <returns>The parts, the oldest first, each in order of age.</returns>
    public IReadOnlyList<IReadOnlyList<Contact>> PartsWithout(IReadOnlySet<Contact> removed, IReadOnlySet<Identifier> unlinked)
    {
        var rest = oldestFirst.Where(contact => !removed.Contains(contact)).ToList();
        var sets = new DisjointSets<object>();
        foreach (var (contact, node) in Memberships(rest).Where(held => !unlinked.Contains(held.Node.Identifier)))
            sets.Union(contact, node);
        foreach (var request in recorded.Requests.Where(request => Holds(request.Email) && Holds(request.PhoneNumber)))
            sets.Union(request.Email, request.PhoneNumber);
        foreach (var link in recorded.ByHand)
            UnionIfLeft(OldestLinkedTo(link.From, removed), OldestLinkedTo(link.To, removed));
        foreach (var (link, by) in Inherited)
        {
            if (by is not null && !unlinked.Contains(by.Identifier))
                UnionIfLeft(OldestOfPiece(link.From, removed), OldestOfPiece(link.To, removed));
        }

        // A split has left all of these pieces together, also if the one to which the others are shown as linked goes.
        var leftTogether = Inherited
            .Where(inherited => inherited.By is null)
            .SelectMany(inherited => new[] { inherited.Link.From, inherited.Link.To })
            .Select(contact => OldestOfPiece(contact, removed))
            .OfType<Contact>()
            .ToList();
        foreach (var contact in leftTogether)
            sets.Union(contact, leftTogether[0]);
        return [.. rest.GroupBy(sets.RootOf).Select(part => part.ToList())];

        bool Holds(IdentifierNode node) =>
            !unlinked.Contains(node.Identifier) && node.Contacts.Any(contact => !removed.Contains(contact));

        void UnionIfLeft(Contact? one, Contact? other)
        {
            if (one is not null && other is not null)
                sets.Union(one, other);
        }
    }

    /// <summary>
    /// The contact itself, if it stays; otherwise the oldest of those that stay and that values and requests link to it. Null if none does.
    /// </summary>
    public Contact? OldestLinkedTo(Contact contact, IReadOnlySet<Contact> removed) =>
        removed.Contains(contact) ? linkedWithoutHand[contact].FirstOrDefault(other => !removed.Contains(other)) : contact;

    /// <summary>The same as a graph, in which an inherited link connects the oldest contacts of the pieces.</summary>
    public IdentifierGraph ToGraph()
    {
        var graph = new IdentifierGraph(oldestFirst, identifiers.Nodes);
        foreach (var (contact, node) in Memberships(oldestFirst))
            graph.Connect(contact, node);
        foreach (var request in recorded.Requests)
            graph.Connect(request.Email, request.PhoneNumber);
        foreach (var link in recorded.ByHand)
            graph.Connect(link.From, link.To);
        foreach (var (link, by) in Inherited)
        {
            var (one, other) = (pieces[link.From][0], pieces[link.To][0]);
            graph.Connect(one, (object?)by ?? other);
            if (by is not null)
                graph.Connect(other, by);
        }

        return graph;
    }

    private Contact? OldestOfPiece(Contact contact, IReadOnlySet<Contact> removed) =>
        pieces[contact].FirstOrDefault(other => !removed.Contains(other));

    private IEnumerable<(Contact Contact, IdentifierNode Node)> Memberships(IEnumerable<Contact> contacts) =>
        contacts.SelectMany(identifiers.LinkingOf, (contact, node) => (contact, node));

    private Dictionary<Contact, IReadOnlyList<Contact>> SetOfEach(DisjointSets<object> sets) => oldestFirst
        .GroupBy(sets.RootOf)
        .Select(set => set.ToList())
        .SelectMany(set => set, (set, contact) => (contact, set))
        .ToDictionary(member => member.contact, IReadOnlyList<Contact> (member) => member.set);

    private IEnumerable<InheritedLink> LinksByCoveredValues(DisjointSets<object> sets, ValueLinks values)
    {
        foreach (var node in identifiers.Nodes.Where(node => node.IsCovered))
        {
            var oldest = node.Contacts[0];
            foreach (var contact in node.Contacts.Skip(1).Where(contact => sets.Union(contact, oldest)))
                yield return new InheritedLink(values.Between(contact, oldest, node.Identifier), node);
        }
    }

    private IEnumerable<InheritedLink> LinksToOldest(DisjointSets<object> sets, RecordedSplits splits)
    {
        foreach (var contact in oldestFirst.Where(contact => AreApart(contact, oldestFirst[0])))
        {
            // Rather to a contact with which a split has left it together than to the oldest one, which may have come later.
            var (other, split) = oldestFirst
                .Where(other => AreApart(contact, other))
                .Select(other => (other, Split: splits.LatestLeavingTogether(contact, other)))
                .FirstOrDefault(linked => linked.Split is not null, (oldestFirst[0], null));
            sets.Union(contact, other);
            var reason = split is null ? LinkReason.Unrecorded : LinkReason.Manual;
            yield return new InheritedLink(Link.Between(contact, other, [reason], split), null);
        }

        bool AreApart(Contact one, Contact other) => !sets.RootOf(one).Equals(sets.RootOf(other));
    }
}
