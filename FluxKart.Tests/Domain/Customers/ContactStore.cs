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
        Insert(Contact.CreatePrimary(Orders.Details(email, phoneNumber)), age);

    public Contact AddSecondary(Contact primary, string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreateSecondary(Orders.Details(email, phoneNumber), primary), age);

    /// <summary>The customers that hold one of the identifiers, whole; the youngest contact first, as no order is promised.</summary>
    public ContactGraph Load(params ContactDetails[] requests)
    {
        var identifiers = IdentifierSet.Of(requests);
        var primaryIds = contacts
            .Where(contact => identifiers.Emails.Contains(contact.Email) || identifiers.PhoneNumbers.Contains(contact.PhoneNumber))
            .Select(PrimaryIdOf)
            .ToHashSet();
        return new ContactGraph(contacts.Where(contact => primaryIds.Contains(PrimaryIdOf(contact))).Reverse());
    }

    /// <summary>Inserts what the graph has created, in its order.</summary>
    public void Save(ContactGraph graph)
    {
        foreach (var contact in graph.Created)
            Insert(contact, age: 0);
    }

    /// <summary>One request from load to save.</summary>
    public Customer Identify(string? email = null, string? phoneNumber = null)
    {
        var details = Orders.Details(email, phoneNumber);
        var graph = Load(details);
        var customer = graph.Identify(details);
        Save(graph);
        return customer;
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
