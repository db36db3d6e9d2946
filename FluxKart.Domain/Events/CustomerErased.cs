using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>A customer was erased: its contacts hold no email address and no phone number any more, and never match.</summary>
/// <param name="Primary">The customer's primary contact.</param>
/// <param name="Contacts">All contacts of the customer, in no particular order.</param>
/// <param name="Reason">The operator's own words; null if no reason was given.</param>
public sealed record CustomerErased(Contact Primary, IReadOnlyList<Contact> Contacts, string? Reason) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactErased;

    public override EventData ToData() => new()
    {
        RemovedContactIds = EventData.IdsOf(Contacts),
        Customers = [],
        Reason = Reason,
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(CustomerErased);
}
