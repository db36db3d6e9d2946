using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Customers became part of an older one: a request matched all of them.</summary>
/// <param name="Primary">The primary contact of the oldest customer, which stays primary.</param>
/// <param name="Demoted">The primary contacts of the other customers, which became secondaries. Never empty.</param>
/// <param name="Moved">All contacts that changed their primary, the demoted ones included, in no particular order.</param>
/// <param name="MatchedBy">Why the request belongs to all of them.</param>
public sealed record CustomersMerged(
    Contact Primary,
    IReadOnlyList<Contact> Demoted,
    IReadOnlyList<Contact> Moved,
    MatchedBy MatchedBy) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactMerged;

    public override EventData ToData() => new()
    {
        MergedContactIds = IdsOf(Demoted),
        MovedContactIds = IdsOf(Moved),
        MatchedBy = MatchedBy.ToIds(),
    };

    private static List<long> IdsOf(IEnumerable<Contact> contacts) =>
        [.. contacts.Order(Contact.OldestFirst).Select(contact => contact.Id)];
}
