using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// Stored contacts and events in memory. Loads whole customers, and assigns ids and creation times, as the repository does.
/// </summary>
internal sealed partial class ContactStore
{
    public static readonly DateTime StartTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Contact> contacts = [];
    private readonly List<RecordedEvent> events = [];
    private int inserted;

    public LinkingRules Rules { get; init; } = LinkingRules.Plain;

    /// <summary>All contacts, the erased ones included.</summary>
    public IReadOnlyList<Contact> Contacts => contacts;

    /// <summary>The events of all saved sets. The contacts that a test adds itself have none, as from before events were kept.</summary>
    public IReadOnlyList<RecordedEvent> Events => events;

    /// <summary>The ids of each customer's contacts, the primary first: as <c>1 3 | 2</c>.</summary>
    public string Customers => string.Join(" | ", Live
        .GroupBy(PrimaryIdOf)
        .OrderBy(customer => customer.Key)
        .Select(customer => string.Join(' ', customer.Select(contact => contact.Id).OrderBy(id => (id != customer.Key, id)))));

    private IEnumerable<Contact> Live => contacts.Where(contact => contact.Identifiers.Any());

    public Contact AddPrimary(string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreatePrimary(Parsed.Details(email, phoneNumber), place: 1), age);

    public Contact AddSecondary(Contact primary, string? email = null, string? phoneNumber = null, int age = 0) =>
        Insert(Contact.CreateSecondary(Parsed.Details(email, phoneNumber), primary, place: 1), age);

    /// <summary>Loads whole customers that hold one of the identifiers, youngest contact first, because no order is promised.</summary>
    public CustomerSet Load(params ContactDetails[] requests) => Load(requests, []);

    private CustomerSet Load(IReadOnlyCollection<ContactDetails> requests, IReadOnlyCollection<long> contactIds)
    {
        var marked = marks.Select(mark => mark.Identifier).ToHashSet();
        var linking = requests.SelectMany(details => details.Identifiers)
            .Where(identifier => !marked.Contains(identifier) && !Rules.SharedPatterns.Cover(identifier))
            .ToHashSet();
        var shared = requests.Where(details => !details.Identifiers.Any(linking.Contains)).ToList();
        var set = LoadCustomersOf(
            contact => contactIds.Contains(contact.Id)
                || contact.Identifiers.Any(linking.Contains)
                || shared.Exists(details => (details.Email, details.PhoneNumber) == (contact.Email, contact.PhoneNumber)),
            marked);
        var loaded = set.Loaded.SelectMany(customer => customer.Contacts).Select(contact => contact.Id).ToHashSet();
        set.Separations = new Separations(
            separations.Where(separation => loaded.Contains(separation.ContactId) && loaded.Contains(separation.OtherContactId)));
        return set;
    }

    /// <summary>The graph of a contact's customer.</summary>
    public LinkGraph GraphOf(long contactId)
    {
        var set = LoadForChange(contactId);
        return set.GraphOf(set.Loaded.Single());
    }

    /// <summary>Saves what the set has changed, in the order of the repository, and records its events.</summary>
    public void Save(CustomerSet set)
    {
        if (isDryRun)
            return;
        SaveBonds(set);
        foreach (var contact in set.Created)
            Insert(contact, age: 0);
        foreach (var customerEvent in set.Events)
        {
            var time = StartTime.AddHours(events.Count);
            events.Add(new RecordedEvent(events.Count + 1, customerEvent.Type, time, customerEvent.Primary?.Id, customerEvent.ToData()));
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

    private CustomerSet LoadCustomersOf(Func<Contact, bool> isWanted, IEnumerable<Identifier> marked)
    {
        var primaryIds = Live.Where(isWanted).Select(PrimaryIdOf).ToHashSet();
        return new CustomerSet(Live.Where(contact => primaryIds.Contains(PrimaryIdOf(contact))).Reverse(), Rules, marked);
    }

    // Pairs of contacts share a creation time, so that the id has to break the tie.
    private Contact Insert(Contact contact, int age)
    {
        var clock = StartTime.AddSeconds(inserted++ / 2).AddDays(-age);
        contact.MarkInserted(contacts.Count + 1, contact.IsDated ? contact.CreatedAt : clock);
        contacts.Add(contact);
        return contact;
    }
}
