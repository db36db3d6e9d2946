using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// What holds a customer together: identifiers that link, requests, and merges by hand. Where these leave it in several pieces, the links
/// of earlier times connect the pieces.
/// </summary>
internal sealed class LinkStructure
{
    private static readonly HashSet<Contact> NoContacts = [];

    private readonly IReadOnlyList<Contact> oldestFirst;
    private readonly LinkingIdentifiers identifiers;
    private readonly RecordedLinks recorded;
    private readonly Dictionary<Contact, IReadOnlyList<Contact>> linkedWithoutHand;
    private readonly Dictionary<Contact, IReadOnlyList<Contact>> pieces;
    private readonly List<LeftTogether> leftTogether = [];

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
            sets.Union(request.One, request.Other);
        linkedWithoutHand = SetOfEach(sets);
        foreach (var link in recorded.ByHand)
            sets.Union(link.From, link.To);
        pieces = SetOfEach(sets);
        Inherited = [.. LinksByCoveredValues(sets, values), .. LinksBySplits(sets, splits), .. LinksToOldest(sets)];
    }

    /// <summary>The links of earlier times. They connect pieces that would otherwise be apart.</summary>
    public IReadOnlyList<InheritedLink> Inherited { get; }

    /// <summary>What the customer falls apart into when contacts are gone and identifiers stop linking.</summary>
    /// <returns>The parts, the oldest first, each in order of age.</returns>
    public IReadOnlyList<IReadOnlyList<Contact>> PartsWithout(IReadOnlySet<Contact> removed, IReadOnlySet<Identifier> unlinked)
    {
        var rest = oldestFirst.Where(contact => !removed.Contains(contact)).ToList();
        var sets = new DisjointSets<object>();
        foreach (var (contact, node) in Memberships(rest).Where(held => !unlinked.Contains(held.Node.Identifier)))
            sets.Union(contact, node);
        foreach (var request in recorded.Requests.Where(request => Holds(request.One) && Holds(request.Other)))
            sets.Union(request.One, request.Other);
        foreach (var link in recorded.ByHand)
            UnionIfLeft(OldestLinkedTo(link.From, removed), OldestLinkedTo(link.To, removed));
        foreach (var (link, by) in Inherited)
        {
            if (by is not null && !unlinked.Contains(by.Identifier))
                UnionIfLeft(OldestOfPiece(link.From, removed), OldestOfPiece(link.To, removed));
        }

        foreach (var group in leftTogether)
        {
            var ends = group.Ends(removed).ToList();
            foreach (var end in ends.Skip(1))
                sets.Union(ends[0], end);
        }

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

    /// <summary>
    /// The same as a graph, in which an inherited link connects the oldest contacts of the pieces that it was made between.
    /// </summary>
    public IdentifierGraph ToGraph()
    {
        var graph = new IdentifierGraph(oldestFirst, identifiers.Nodes);
        foreach (var (contact, node) in Memberships(oldestFirst))
            graph.Connect(contact, node);
        foreach (var request in recorded.Requests)
            graph.Connect(request.One, request.Other);
        foreach (var link in recorded.ByHand)
            graph.Connect(link.From, link.To);
        foreach (var (link, by) in Inherited)
        {
            if (by is null)
                continue;
            graph.Connect(pieces[link.From][0], by);
            graph.Connect(pieces[link.To][0], by);
        }

        foreach (var group in leftTogether)
        {
            var ends = group.Ends(NoContacts).ToList();
            foreach (var end in ends.Skip(1))
                graph.Connect(ends[0], end);
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

    /// <summary>Links contacts that a split has left together, and that nothing else connects.</summary>
    private IEnumerable<InheritedLink> LinksBySplits(DisjointSets<object> sets, RecordedSplits splits)
    {
        var connected = SetOfEach(sets);
        if (connected[oldestFirst[0]].Count == oldestFirst.Count)
            yield break;
        foreach (var side in splits.GroupLeftTogether(oldestFirst))
        {
            var group = new LeftTogether([.. side.GroupBy(contact => connected[contact]).Select(members => members.ToList())]);
            leftTogether.Add(group);
            foreach (var end in group.Ends(NoContacts).Skip(1))
            {
                sets.Union(end, side[0]);
                var split = splits.LatestLeavingTogether(end, side[0]);
                yield return new InheritedLink(Link.Between(end, side[0], [LinkReason.Manual], split), null);
            }
        }
    }

    /// <summary>Links what is still apart to the oldest contact: it has been together since before events were kept.</summary>
    private IEnumerable<InheritedLink> LinksToOldest(DisjointSets<object> sets)
    {
        var unrecorded = oldestFirst.Where(contact => sets.Union(contact, oldestFirst[0])).ToList();
        leftTogether.Add(new LeftTogether([.. unrecorded.Prepend(oldestFirst[0]).Select(contact => pieces[contact]).Distinct()]));
        return unrecorded.Select(contact =>
            new InheritedLink(Link.Between(contact, oldestFirst[0], [LinkReason.Unrecorded], null), null));
    }

    /// <param name="Pieces">Contacts that were left together, by the pieces that something else connects, each oldest first.</param>
    private sealed record LeftTogether(IReadOnlyList<IReadOnlyList<Contact>> Pieces)
    {
        /// <summary>
        /// The oldest contact of each piece that stays. Only a contact that was left with the others can stand for its piece.
        /// </summary>
        public IEnumerable<Contact> Ends(IReadOnlySet<Contact> removed) =>
            Pieces.Select(piece => piece.FirstOrDefault(contact => !removed.Contains(contact))).OfType<Contact>();
    }
}
