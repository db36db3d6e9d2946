using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>One customer for a <see cref="LinkGraph"/>, whose contacts, events and marks a test writes by hand.</summary>
internal sealed class CustomerSketch
{
    private static readonly DateTime StartTime = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<Contact> contacts = [];
    private readonly List<RecordedEvent> events = [];
    private readonly List<SharedIdentifier> marks = [];
    private readonly List<StandIn> standIns = [];

    public IReadOnlyList<Contact> Contacts => contacts;

    public long LastEventId => events.Count;

    /// <summary>The times of contacts, events and marks follow the order in which a test adds them.</summary>
    private DateTime Now => StartTime.AddMinutes(contacts.Count + events.Count + marks.Count);

    public Contact Add(string? email = null, string? phoneNumber = null)
    {
        var contact = Contact.CreatePrimary(Parsed.Details(email, phoneNumber), place: 1);
        contact.MarkInserted(contacts.Count + 1, Now);
        contacts.Add(contact);
        return contact;
    }

    /// <summary>A request that had the email address of one contact and the phone number of another.</summary>
    public RecordedEvent Request(Contact holdsEmail, Contact holdsPhoneNumber) =>
        Record(EventTypes.ContactMerged, holdsEmail.Id, new EventData { MatchedBy = new EventMatch(holdsEmail.Id, holdsPhoneNumber.Id) });

    public RecordedEvent MergeByHand(Contact primary, Contact merged, params Contact[] movedToo) => Record(
        EventTypes.ContactMerged,
        primary.Id,
        new EventData { Manual = true, MergedContactIds = [merged.Id], MovedContactIds = IdsOf([merged, .. movedToo]) });

    public RecordedEvent Split(Contact primary, params Contact[] moved) => Record(
        EventTypes.ContactSplit,
        primary.Id,
        new EventData { SpawnedContactId = moved[0].Id, MovedContactIds = IdsOf(moved), KeptApart = true });

    public RecordedEvent Record(string type, long? contactId, EventData data)
    {
        var recorded = new RecordedEvent(events.Count + 1, type, Now, contactId, data);
        events.Add(recorded);
        return recorded;
    }

    public void Mark(Identifier identifier, bool isTakenApart = false)
    {
        var mark = new SharedIdentifier(identifier, reason: null, isTakenApart);
        mark.MarkInserted(marks.Count + 1, Now);
        marks.Add(mark);
    }

    /// <summary>A mark that the change at hand makes, and that is not yet saved.</summary>

    public void AddStandIn(StandIn standIn) => standIns.Add(standIn);

    /// <summary>Removes contacts, as the service does: others take their place.</summary>
    public void Remove(params Contact[] removed)
    {
        var added = ToGraph().StandInsFor(removed.ToHashSet());
        standIns.RemoveAll(standIn => removed.Any(contact => contact.Id == standIn.ContactId));
        standIns.AddRange(added);
        contacts.RemoveAll(removed.Contains);
        Record(EventTypes.ContactRemoved, contacts.FirstOrDefault()?.Id, new EventData { RemovedContactIds = IdsOf(removed) });
    }

    public LinkGraph ToGraph(params string[] patterns) => ToGraph(patterns, contacts);

    /// <summary>The graph of some of the contacts, with all events, marks and contacts that take the place of others.</summary>
    public LinkGraph ToGraph(string[] patterns, IEnumerable<Contact> part)
    {
        Assert.True(SharedIdentifierPatterns.TryCreate(patterns, defaultRegion: null, hasPlaceholders: false, out var read, out _));
        return new LinkGraph(
            part.Reverse(), Bonds.None with { Events = events, Marks = marks, StandIns = standIns }, read);
    }

    private static List<long> IdsOf(IEnumerable<Contact> moved) => [.. moved.Select(contact => contact.Id)];
}
