using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Contacts that should never have been were removed. What is left of the customer may have fallen apart.</summary>
/// <param name="Primary">The primary contact of the oldest part that is left; if nothing is left, the former primary.</param>
/// <param name="Removed">The contacts, in no particular order.</param>
/// <param name="Left">The primaries of what is left of the customer, oldest first; empty if nothing is left.</param>
/// <param name="Reason">The operator's own words; null if no reason was given.</param>
public sealed record ContactsRemoved(
    Contact Primary,
    IReadOnlyList<Contact> Removed,
    IReadOnlyList<Contact> Left,
    string? Reason) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactRemoved;

    public override EventData ToData() => new()
    {
        RemovedContactIds = EventData.IdsOf(Removed),
        Customers = EventData.IdsOf(Left),
        Reason = Reason,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ContactsRemoved);
}
