using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Stored contacts in memory: what a repository loads, and what it gives a contact as it inserts it.</summary>
internal sealed class ContactStore
{
    public static readonly DateTime Opened = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Contact> contacts = [];

    public IReadOnlyList<Contact> Contacts => contacts;

    public Contact AddPrimary(string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreatePrimary(Orders.Details(email, phoneNumber), place: 1), age);

    public Contact AddSecondary(Contact primary, string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreateSecondary(Orders.Details(email, phoneNumber), primary, place: 1), age);

    /// <summary>The customers that hold one of the identifiers, whole; the youngest contact first, as no order is promised.</summary>
    public CustomerSet Load(params ContactDetails[] requests)
    {
        var identifiers = IdentifierSet.Of(requests);
        var primaryIds = contacts
            .Where(contact => identifiers.Emails.Contains(contact.Email) || identifiers.PhoneNumbers.Contains(contact.PhoneNumber))
            .Select(PrimaryIdOf)
            .ToHashSet();
        return new CustomerSet(contacts.Where(contact => primaryIds.Contains(PrimaryIdOf(contact))).Reverse());
    }

    /// <summary>Inserts what the set has created, in its order.</summary>
    public void Save(CustomerSet set)
    {
        foreach (var contact in set.Created)
            Insert(contact, age: 0);
    }

    /// <summary>One request from load to save.</summary>
    public CustomerSnapshot Identify(string? email = null, string? phoneNumber = null) => Apply(email, phoneNumber).ToSnapshot();

    /// <summary>One request from load to save, with what it did.</summary>
    public Identification Apply(string? email = null, string? phoneNumber = null)
    {
        var details = Orders.Details(email, phoneNumber);
        var set = Load(details);
        var identification = set.Identify(details);
        Save(set);
        return identification;
    }

    private static long PrimaryIdOf(Contact contact) => contact.LinkedId ?? contact.Id;

    // Pairs of contacts share a creation time, so that the id has to break the tie.
    private Contact Insert(Contact contact, int age)
    {
        contact.MarkInserted(contacts.Count + 1, Opened.AddSeconds(contacts.Count / 2).AddDays(-age));
        contacts.Add(contact);
        return contact;
    }
}
