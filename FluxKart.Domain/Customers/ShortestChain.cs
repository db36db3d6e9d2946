using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>Finds the shortest chain of links between two contacts.</summary>
internal static class ShortestChain
{
    /// <summary>Breadth first. Of several chains it is the one whose links come first.</summary>
    /// <param name="from">Where the chain begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="linksOf">The links of a contact. It is called at most once for each.</param>
    /// <returns>Null if no chain leads there.</returns>
    public static LinkChain? Between(Contact from, Contact to, Func<Contact, IEnumerable<Link>> linksOf)
    {
        var reachedBy = new Dictionary<Contact, Link?> { [from] = null };
        var queue = new Queue<Contact>([from]);
        while (!reachedBy.ContainsKey(to) && queue.TryDequeue(out var contact))
        {
            foreach (var link in linksOf(contact))
            {
                var next = link.OtherThan(contact);
                if (reachedBy.TryAdd(next, link))
                    queue.Enqueue(next);
            }
        }

        return reachedBy.ContainsKey(to) ? Trace(reachedBy, to) : null;
    }

    private static LinkChain Trace(Dictionary<Contact, Link?> reachedBy, Contact to)
    {
        var contacts = new List<Contact> { to };
        var links = new List<Link>();
        while (reachedBy[contacts[^1]] is { } link)
        {
            links.Add(link);
            contacts.Add(link.OtherThan(contacts[^1]));
        }

        contacts.Reverse();
        links.Reverse();
        return new LinkChain(contacts, links);
    }
}
