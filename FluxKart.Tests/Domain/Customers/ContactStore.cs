using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// Stored contacts and events in memory. Loads whole customers, and assigns ids and creation times, as the repository does.
/// </summary>
internal sealed class ContactStore
{
    public static readonly DateTime StartTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Contact> contacts = [];
    private readonly List<RecordedEvent> events = [];

    public IReadOnlyList<Contact> Contacts => contacts;

    /// <summary>The events of all saved sets. The contacts that a test adds itself have none, as from before events were kept.</summary>
    public IReadOnlyList<RecordedEvent> Events => events;

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

    /// <summary>The graph of a contact's customer.</summary>
    public LinkGraph GraphOf(long contactId)
    {
        var primaryId = PrimaryIdOf(contacts.Single(contact => contact.Id == contactId));
        return new LinkGraph(contacts.Where(contact => PrimaryIdOf(contact) == primaryId).Reverse(), events);
    }

    /// <summary>Inserts the contacts that the set created, in order of creation, and records its events.</summary>
    public void Save(CustomerSet set)
    {
        foreach (var contact in set.Created)
            Insert(contact, age: 0);
        foreach (var customerEvent in set.Events)
        {
            var time = StartTime.AddHours(events.Count);
            events.Add(new RecordedEvent(events.Count + 1, customerEvent.Type, time, customerEvent.Primary.Id, customerEvent.ToData()));
        }
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
