using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Domain.Customers;

/// <summary>Finds the contacts of a customer that events name, or those that take their place.</summary>
internal sealed class NamedContacts
{
    private readonly Dictionary<long, Contact> byId;
    private readonly Dictionary<(long RemovedId, StandInRole Role), long> standIns = [];

    public NamedContacts(IEnumerable<Contact> contacts, IEnumerable<StandIn> standIns)
    {
        byId = contacts.Where(contact => !contact.IsNew).ToDictionary(contact => contact.Id);
        foreach (var standIn in standIns)
            this.standIns[(standIn.RemovedId, standIn.Role)] = standIn.ContactId;
    }

    /// <summary>The contact with the id, or null if the customer has none.</summary>
    public Contact? Find(long id) => byId.GetValueOrDefault(id);

    /// <summary>The contact with the id, or the one that takes its place, or null if the customer has neither.</summary>
    public Contact? Find(long id, StandInRole role) =>
        Find(id) ?? (standIns.TryGetValue((id, role), out var standInId) ? Find(standInId) : null);

    /// <summary>What links depend on: the contacts that an event names, and in what. Empty if no link depends on it.</summary>
    public static IEnumerable<(long Id, StandInRole Role)> RolesIn(RecordedEvent recorded) => recorded switch
    {
        { Type: EventTypes.ContactMerged, Data.MatchedBy: { } match }
            when RolesIn(match).ToArray() is [var one, var other] && one.Id != other.Id => [one, other],
        { Type: EventTypes.ContactMerged, ContactId: { } primaryId, Data: { Manual: true, MergedContactIds: [var mergedId, ..] } } =>
            [(primaryId, StandInRole.Customer), (mergedId, StandInRole.Customer)],
        { Type: EventTypes.ContactSplit, ContactId: { } keptId } => [(keptId, StandInRole.Kept)],
        _ => [],
    };

    private static IEnumerable<(long Id, StandInRole Role)> RolesIn(EventMatch match) =>
        new[]
        {
            (Id: match.Email, Role: StandInRole.Email),
            (Id: match.OtherEmail, Role: StandInRole.Email),
            (Id: match.PhoneNumber, Role: StandInRole.PhoneNumber),
            (Id: match.OtherPhoneNumber, Role: StandInRole.PhoneNumber),
        }
        .Where(named => named.Id is not null)
        .Select(named => (named.Id!.Value, named.Role));
}
