using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>The identifiers of a customer's contacts, who holds them, and which of the holders they link.</summary>
/// <remarks>Source: HTTP contract, section 5, shared identifiers.</remarks>
internal sealed class LinkingIdentifiers
{
    private readonly MembershipHistory history;
    private readonly Dictionary<Identifier, SharedIdentifier> marks = [];
    private readonly ILookup<Identifier, Contact> holders;
    private readonly ILookup<Contact, IdentifierNode> nodesOf;

    /// <param name="oldestFirst">All contacts of one customer, oldest first.</param>
    /// <param name="marks">The marks of their identifiers. Others are ignored.</param>
    /// <param name="patterns">The identifiers that never link although nobody has marked them.</param>
    /// <param name="history">When the contacts came together.</param>
    public LinkingIdentifiers(
        IReadOnlyCollection<Contact> oldestFirst,
        IEnumerable<SharedIdentifier> marks,
        SharedIdentifierPatterns patterns,
        MembershipHistory history)
    {
        this.history = history;
        foreach (var mark in marks)
            this.marks[mark.Identifier] = mark;
        holders = oldestFirst
            .SelectMany(contact => contact.Identifiers, (contact, identifier) => (contact, identifier))
            .ToLookup(held => held.identifier, held => held.contact);
        Nodes =
        [
            .. from held in holders
               orderby held.Key is not EmailAddress
               let isCovered = patterns.Cover(held.Key)
               from linked in Linked(held)
               select new IdentifierNode(held.Key, linked, isCovered),
        ];
        nodesOf = Nodes
            .SelectMany(node => node.Contacts, (node, contact) => (node, contact))
            .ToLookup(linked => linked.contact, linked => linked.node);
    }

    /// <summary>
    /// What links the contacts, or did so before a pattern covered it. Email addresses come before phone numbers, each in order of the
    /// identifier's oldest holder.
    /// </summary>
    public IReadOnlyList<IdentifierNode> Nodes { get; }

    /// <summary>The contacts that hold an identifier, oldest first, whether or not it links them.</summary>
    public IEnumerable<Contact> HoldersOf(Identifier identifier) => holders[identifier];

    /// <summary>What links a contact to others, or would if there were any.</summary>
    public IEnumerable<IdentifierNode> LinkingOf(Contact contact) => nodesOf[contact].Where(node => !node.IsCovered);

    /// <summary>The node by which an identifier links the contact, or did before a pattern covered it; null if it does not link it.</summary>
    public IdentifierNode? NodeOf(Contact contact, Identifier identifier) =>
        nodesOf[contact].FirstOrDefault(node => node.Identifier.Equals(identifier));

    /// <summary>
    /// The holders that an identifier links with each other. A mark leaves the links that its identifier has made and no split has ended,
    /// unless customers were taken apart.
    /// </summary>
    private List<List<Contact>> Linked(IGrouping<Identifier, Contact> held)
    {
        if (!marks.TryGetValue(held.Key, out var mark))
            return [[.. held]];
        if (mark.IsTakenApart)
            return [];
        var groups = new List<List<Contact>>();
        foreach (var holder in held)
        {
            if (groups.Find(group => AreLinkedSince(mark, group[0], holder)) is { } linked)
                linked.Add(holder);
            else
                groups.Add([holder]);
        }

        return groups;
    }

    /// <summary>Whether two contacts were in one customer when the mark was made, and have been ever since.</summary>
    private bool AreLinkedSince(SharedIdentifier mark, Contact older, Contact younger) =>
        !younger.IsNew
        && younger.CreatedAt <= mark.CreatedAt
        && (history.JoinOf(older.Id, younger.Id) is not { } join || join.Time <= mark.CreatedAt);
}
