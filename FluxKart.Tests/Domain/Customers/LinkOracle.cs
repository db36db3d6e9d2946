using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// What a customer with <see cref="RandomLinks"/> falls apart into, in the simplest form: label all nodes, until no edge changes a label.
/// </summary>
internal sealed class LinkOracle
{
    private readonly RandomLinks links;
    private readonly Contact[] contacts;
    private readonly List<List<Contact>> pieces;
    private readonly List<(Contact One, Contact Other, Identifier? By)> inherited = [];
    private readonly List<List<Contact>> leftTogether = [];
    private readonly List<(Contact One, Contact Other)> bySplit = [];
    private readonly List<List<Contact>> connected;

    public LinkOracle(RandomLinks links)
    {
        this.links = links;
        contacts = [.. links.Customer.Contacts];
        Identifiers = [.. contacts.SelectMany(contact => contact.Identifiers).Distinct().OrderBy(value => value is PhoneNumber)];
        pieces = Components([], [.. ValueEdges([], []), .. links.ByHand.Select(link => ((object)link.One, (object)link.Other))]);
        foreach (var identifier in Identifiers.Where(links.IsCovered))
        {
            var byOldest = contacts
                .Where(contact => contact.Identifiers.Contains(identifier))
                .Select(holder => (holder, Oldest: links.OldestLinked(holder, identifier)))
                .Where(linked => linked.Oldest is not null)
                .GroupBy(linked => linked.Oldest!, linked => linked.holder);
            foreach (var (oldest, holder) in byOldest.SelectMany(group => group, (group, holder) => (group.Key, holder)))
            {
                if (AreApart(holder, oldest))
                    inherited.Add((holder, oldest, identifier));
            }
        }

        connected = Components([], AllEdges());
        foreach (var group in contacts.Where(links.LeftWith.ContainsKey).GroupBy(contact => links.LeftWith[contact]).Select(group => group.ToList()))
        {
            leftTogether.Add(group);
            foreach (var contact in group.Where(contact => AreApart(contact, group[0])))
                bySplit.Add((contact, group[0]));
        }

        foreach (var contact in contacts.Where(contact => AreApart(contact, contacts[0])))
            inherited.Add((contact, contacts[0], null));
    }

    public IReadOnlyList<Identifier> Identifiers { get; }

    /// <summary>Whether an identifier has several nodes on which paths between contacts can lead.</summary>
    public bool HasDividedIdentifier() => ValueEdges([], [])
        .SelectMany(edge => new[] { edge.One, edge.Other })
        .OfType<(Identifier Identifier, Contact Oldest)>()
        .CountBy(node => node)
        .Where(count => count.Value > 1)
        .CountBy(count => count.Key.Identifier)
        .Any(count => count.Value > 1);

    public List<List<Contact>> PartsWithout(HashSet<Contact> removed, HashSet<Identifier> unlinked)
    {
        var withoutHand = Components([], ValueEdges([], []));
        var edges = ValueEdges(removed, unlinked);
        foreach (var (one, other) in links.ByHand)
            AddIfLeft(EndOf(one), EndOf(other));
        foreach (var (one, other, _) in inherited.Where(link => link.By is not null && !unlinked.Contains(link.By)))
            AddIfLeft(OldestLeft(pieces, one), OldestLeft(pieces, other));
        // Only contacts that a split left together can stand for their pieces.
        foreach (var ends in leftTogether.Select(group => connected
            .Select(piece => piece.Find(contact => group.Contains(contact) && !removed.Contains(contact)))
            .OfType<Contact>()
            .ToList()))
        {
            foreach (var end in ends.Skip(1))
                edges.Add((ends[0], end));
        }

        var unrecorded = inherited
            .Where(link => link.By is null)
            .SelectMany(link => new[] { link.One, link.Other })
            .Select(contact => OldestLeft(pieces, contact))
            .OfType<Contact>()
            .ToList();
        foreach (var oldest in unrecorded.Skip(1))
            edges.Add((unrecorded[0], oldest));
        return Components(removed, edges);

        Contact? EndOf(Contact contact) => removed.Contains(contact) ? OldestLeft(withoutHand, contact) : contact;

        Contact? OldestLeft(List<List<Contact>> components, Contact contact) =>
            components.Single(component => component.Contains(contact)).Find(other => !removed.Contains(other));

        void AddIfLeft(Contact? one, Contact? other)
        {
            if (one is not null && other is not null)
                edges.Add((one, other));
        }
    }

    private bool AreApart(Contact one, Contact other)
    {
        return !Components([], AllEdges()).Exists(component => component.Contains(one) && component.Contains(other));
    }

    private List<(object One, object Other)> AllEdges() =>
    [
        .. pieces.SelectMany(piece => piece, (piece, contact) => ((object)piece[0], (object)contact)),
        .. inherited.Select(link => ((object)link.One, (object)link.Other)),
        .. bySplit.Select(link => ((object)link.One, (object)link.Other)),
    ];

    private List<(object One, object Other)> ValueEdges(HashSet<Contact> removed, HashSet<Identifier> unlinked)
    {
        var held = contacts
            .Where(contact => !removed.Contains(contact))
            .SelectMany(contact => contact.Identifiers, (contact, identifier) => (One: (object)contact, Other: NodeOf(contact, identifier)))
            .Where(edge => edge.Other is { } node && !unlinked.Contains(node.Identifier))
            .Select(edge => (edge.One, Other: (object)edge.Other!))
            .ToList();
        var requests = links.Requests
            .Select(request => (
                One: (object?)NodeOf(request.HoldsEmail, request.HoldsEmail.Email!),
                Other: (object?)NodeOf(request.HoldsPhoneNumber, request.HoldsPhoneNumber.PhoneNumber!)))
            .Where(request => held.Exists(edge => edge.Other.Equals(request.One)))
            .Where(request => held.Exists(edge => edge.Other.Equals(request.Other)))
            .Select(request => (request.One!, request.Other!));
        return [.. held, .. requests];
    }

    /// <summary>What stands for an identifier and all contacts that it links with one of its holders; null if it links none.</summary>
    private (Identifier Identifier, Contact Oldest)? NodeOf(Contact holder, Identifier identifier) =>
        !links.IsCovered(identifier) && links.OldestLinked(holder, identifier) is { } oldest ? (identifier, oldest) : null;

    private List<List<Contact>> Components(HashSet<Contact> removed, List<(object One, object Other)> edges)
    {
        var labels = new Dictionary<object, int>();
        foreach (var node in contacts.Concat(edges.SelectMany(edge => new[] { edge.One, edge.Other })))
            labels.TryAdd(node, labels.Count);
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var (one, other) in edges.Where(edge => labels[edge.One] != labels[edge.Other]))
            {
                labels[one] = labels[other] = Math.Min(labels[one], labels[other]);
                hasChanged = true;
            }
        }

        var rest = contacts.Where(contact => !removed.Contains(contact));
        return [.. rest.GroupBy(contact => labels[contact]).Select(part => part.ToList())];
    }
}
