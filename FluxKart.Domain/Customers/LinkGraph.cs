using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The graph of why the contacts of a customer belong together: they share values, or a request connected them. It works on one loaded
/// customer and its events, and does no I/O.
/// </summary>
/// <remarks>Source: HTTP contract, section 4, explanation.</remarks>
public sealed class LinkGraph
{
    private readonly Contact[] oldestFirst;
    private readonly Dictionary<long, Contact> byId;
    private readonly Dictionary<object, List<Contact>> holders = [];
    private readonly Dictionary<Contact, List<Link>> recorded = [];
    private readonly MembershipHistory history;

    /// <param name="contacts">All contacts of one customer, in any order.</param>
    /// <param name="events">Every event that names one of them, in order of id.</param>
    public LinkGraph(IEnumerable<Contact> contacts, IReadOnlyList<RecordedEvent> events)
    {
        Events = events;
        oldestFirst = [.. contacts.Order(Contact.OldestFirst)];
        byId = oldestFirst.ToDictionary(contact => contact.Id);
        history = new MembershipHistory(events);
        foreach (var contact in oldestFirst)
        {
            foreach (var value in ValuesOf(contact))
            {
                if (!holders.TryGetValue(value, out var known))
                    holders.Add(value, known = []);
                known.Add(contact);
            }
        }

        SpanningTree = Span();
    }

    /// <summary>Every event that names one of the contacts, in order of id.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; }

    /// <summary>
    /// The fewest links that connect all contacts, oldest <see cref="Link.From"/> first. Shared values come before other reasons, and then
    /// the earliest link. A contact is linked to an older one wherever it shares a value with one.
    /// </summary>
    public IReadOnlyList<Link> SpanningTree { get; }

    /// <summary>The shortest chain from one contact to another. Of several, one by shared values and old contacts.</summary>
    /// <returns>Null if one of them does not belong to the customer.</returns>
    public LinkChain? FindChain(long fromId, long toId)
    {
        if (!byId.TryGetValue(fromId, out var from) || !byId.TryGetValue(toId, out var to))
            return null;

        // Breadth first. Each contact is reached by the link of its shortest chain.
        var reachedBy = new Dictionary<Contact, Link?> { [from] = null };
        var queue = new Queue<Contact>([from]);
        var expanded = new HashSet<object>();
        while (!reachedBy.ContainsKey(to) && queue.TryDequeue(out var contact))
        {
            foreach (var link in LinksOf(contact, expanded))
            {
                var next = OtherEnd(link, contact);
                if (reachedBy.TryAdd(next, link))
                    queue.Enqueue(next);
            }
        }

        var contacts = new List<Contact> { to };
        var links = new List<Link>();
        while (reachedBy[contacts[^1]] is { } link)
        {
            links.Add(link);
            contacts.Add(OtherEnd(link, contacts[^1]));
        }

        contacts.Reverse();
        links.Reverse();
        return new LinkChain(contacts, links);
    }

    private static IEnumerable<object> ValuesOf(Contact contact)
    {
        if (contact.Email is not null)
            yield return contact.Email;
        if (contact.PhoneNumber is not null)
            yield return contact.PhoneNumber;
    }

    private static Contact OtherEnd(Link link, Contact end) => link.From == end ? link.To : link.From;

    /// <summary>Kruskal's algorithm, with the links in order of preference.</summary>
    private List<Link> Span()
    {
        var tree = new List<Link>();
        var components = new DisjointSets<Contact>();
        foreach (var contact in oldestFirst)
        {
            var oldestHolders = ValuesOf(contact).Select(value => holders[value][0]).Where(oldest => oldest != contact);
            foreach (var oldest in oldestHolders.Distinct().Order(Contact.OldestFirst))
            {
                if (components.Union(contact, oldest))
                    tree.Add(SharedValues(contact, oldest));
            }
        }

        foreach (var link in Events.Select(RequestLink).OfType<Link>())
        {
            Record(link);
            if (components.Union(link.From, link.To))
                tree.Add(link);
        }

        foreach (var contact in oldestFirst)
        {
            if (!components.Union(contact, oldestFirst[0]))
                continue;
            var link = new Link(contact, oldestFirst[0], [LinkReason.Unrecorded], null, null);
            Record(link);
            tree.Add(link);
        }

        return [.. tree.OrderBy(link => link.From, Contact.OldestFirst)];
    }

    private void Record(Link link)
    {
        foreach (var end in (Contact[])[link.From, link.To])
        {
            if (!recorded.TryGetValue(end, out var known))
                recorded.Add(end, known = []);
            known.Add(link);
        }
    }

    private Link SharedValues(Contact one, Contact other)
    {
        var (from, to) = YoungerFirst(one, other);
        var by = new List<LinkReason>(2);
        if (from.Email is not null && from.Email.Equals(to.Email))
            by.Add(LinkReason.Email);
        if (from.PhoneNumber is not null && from.PhoneNumber.Equals(to.PhoneNumber))
            by.Add(LinkReason.PhoneNumber);
        var join = history.JoinOf(from.Id, to.Id);
        return new Link(from, to, by, join?.Time, join?.Id);
    }

    /// <summary>Null if the event did not connect two contacts of this customer by a request.</summary>
    private Link? RequestLink(RecordedEvent merge)
    {
        if (merge is not { Type: EventTypes.ContactMerged, Data.MatchedBy: { Email: { } emailId, PhoneNumber: { } phoneNumberId } }
            || emailId == phoneNumberId
            || !byId.TryGetValue(emailId, out var holdsEmail)
            || !byId.TryGetValue(phoneNumberId, out var holdsPhoneNumber))
        {
            return null;
        }

        var (from, to) = YoungerFirst(holdsEmail, holdsPhoneNumber);
        return new Link(from, to, [LinkReason.Request], merge.Time, merge.Id);
    }

    private static (Contact Younger, Contact Older) YoungerFirst(Contact one, Contact other) =>
        Contact.OldestFirst.Compare(one, other) > 0 ? (one, other) : (other, one);

    /// <summary>The links of a contact. The holders of a value are reached from the first of them, and then no more.</summary>
    private IEnumerable<Link> LinksOf(Contact contact, HashSet<object> expanded)
    {
        var shared = ValuesOf(contact).Where(expanded.Add).SelectMany(value => holders[value]).Where(holder => holder != contact);
        foreach (var holder in shared)
            yield return SharedValues(contact, holder);
        if (recorded.TryGetValue(contact, out var known))
        {
            foreach (var link in known)
                yield return link;
        }
    }
}
