using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Follows the links of stored contacts to their end. FluxKart's own links are one step deep. Other programs may write chains, circles, and
/// links to a deleted primary.
/// </summary>
internal sealed class StoredLinks
{
    private readonly Dictionary<long, Contact> byId;

    public StoredLinks(IEnumerable<Contact> contacts) => byId = contacts.ToDictionary(contact => contact.Id);

    /// <summary>Whether the contact was loaded.</summary>
    public bool Contains(long id) => byId.ContainsKey(id);

    /// <summary>
    /// The id at the end of a contact's links, the same for all contacts of a customer. It may be the id of a contact that was not
    /// loaded.
    /// </summary>
    public long EndOf(Contact contact)
    {
        var id = contact.Id;
        for (var steps = 0; byId.TryGetValue(id, out var linked) && linked.LinkedId is { } next; steps++)
        {
            if (steps > byId.Count)
                return LowestIdInCircle(id);
            id = next;
        }

        return id;
    }

    private long LowestIdInCircle(long start)
    {
        var lowest = start;
        for (var id = byId[start].LinkedId!.Value; id != start; id = byId[id].LinkedId!.Value)
            lowest = Math.Min(lowest, id);
        return lowest;
    }
}
