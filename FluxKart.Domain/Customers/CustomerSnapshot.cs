using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>A customer at one moment: its primary contact and all secondaries linked to it.</summary>
/// <param name="PrimaryContactId">The primary's id; 0 if it is not saved.</param>
/// <param name="Emails">
/// The primary's first, if it has one; then those of the other contacts, oldest contact first, each value once.
/// </param>
/// <param name="PhoneNumbers">
/// The primary's first, if it has one; then those of the other contacts, oldest contact first, each value once.
/// </param>
/// <param name="SecondaryContactIds">Oldest first: by (createdAt, id). A contact that is not saved has id 0 and comes last.</param>
public sealed record CustomerSnapshot(
    long PrimaryContactId,
    IReadOnlyList<EmailAddress> Emails,
    IReadOnlyList<PhoneNumber> PhoneNumbers,
    IReadOnlyList<long> SecondaryContactIds)
{
    /// <summary>How many contacts the customer has.</summary>
    public int Size => 1 + SecondaryContactIds.Count;

    /// <param name="primary">The primary contact.</param>
    /// <param name="contacts">All contacts, the primary included, in any order.</param>
    public static CustomerSnapshot Of(Contact primary, IEnumerable<Contact> contacts)
    {
        var secondaries = contacts.Where(contact => contact != primary).ToArray();
        Contact.SortOldestFirst(secondaries);
        return new CustomerSnapshot(
            primary.Id,
            DistinctIdentifiers(primary, secondaries, contact => contact.Email),
            DistinctIdentifiers(primary, secondaries, contact => contact.PhoneNumber),
            Array.ConvertAll(secondaries, contact => contact.Id));
    }

    private static List<TIdentifier> DistinctIdentifiers<TIdentifier>(
        Contact primary, Contact[] secondaries, Func<Contact, TIdentifier?> identifierOf)
        where TIdentifier : class
    {
        var identifiers = new List<TIdentifier>();
        if (identifierOf(primary) is { } first)
            identifiers.Add(first);
        if (secondaries.Length == 0)
            return identifiers;

        var seen = new HashSet<TIdentifier>(1 + secondaries.Length);
        seen.UnionWith(identifiers);
        foreach (var contact in secondaries)
        {
            if (identifierOf(contact) is { } identifier && seen.Add(identifier))
                identifiers.Add(identifier);
        }

        return identifiers;
    }
}
