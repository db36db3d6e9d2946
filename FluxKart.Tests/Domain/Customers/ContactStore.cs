using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Stored contacts in memory. Loads whole customers, and assigns ids and creation times, as the repository does.</summary>
internal sealed class ContactStore
{
    public static readonly DateTime StartTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Contact> contacts = [];

    public IReadOnlyList<Contact> Contacts => contacts;

    public Contact AddPrimary(string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreatePrimary(Parsed.Details(email, phoneNumber), place: 1), age);

    public Contact AddSecondary(Contact primary, string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreateSecondary(Parsed.Details(email, phoneNumber), primary, place: 1), age);

    /// <summary>Loads whole customers that hold one of the identifiers, youngest contact first, because no order is promised.</summary>
    public CustomerSet Load(params ContactDetails[] requests)
    {
        var identifiers = IdentifierSet.Of(requests);
        var primaryIds = contacts
            .Where(contact => identifiers.Emails.Contains(contact.Email) || identifiers.PhoneNumbers.Contains(contact.PhoneNumber))
            .Select(PrimaryIdOf)
            .ToHashSet();
        return new CustomerSet(contacts.Where(contact => primaryIds.Contains(PrimaryIdOf(contact))).Reverse());
    }

    /// <summary>Inserts the contacts that the set created, in order of creation.</summary>
    public void Save(CustomerSet set)
    {
        foreach (var contact in set.Created)
            Insert(contact, age: 0);
    }

    /// <summary>Handles one request from load to save, and returns the customer.</summary>
    public CustomerSnapshot Identify(string? email = null, string? phoneNumber = null) => Apply(email, phoneNumber).ToSnapshot();

    /// <summary>Handles one request from load to save, and returns what it did.</summary>
    public Identification Apply(string? email = null, string? phoneNumber = null)
    {
        var details = Parsed.Details(email, phoneNumber);
        var set = Load(details);
        var identification = set.Identify(details);
        Save(set);
        return identification;
    }

    private static long PrimaryIdOf(Contact contact) => contact.LinkedId ?? contact.Id;

    // Pairs of contacts share a creation time, so that the id has to break the tie.
    private Contact Insert(Contact contact, int age)
    {
        contact.MarkInserted(contacts.Count + 1, StartTime.AddSeconds(contacts.Count / 2).AddDays(-age));
        contacts.Add(contact);
        return contact;
    }
}
