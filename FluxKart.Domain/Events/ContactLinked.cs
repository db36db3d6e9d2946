using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>A customer gained a contact: a request matched it and brought a new identifier.</summary>
/// <param name="Primary">The customer's primary contact.</param>
/// <param name="Secondary">The new contact.</param>
/// <param name="MatchedBy">Why the request belongs to the customer.</param>
public sealed record ContactLinked(Contact Primary, Contact Secondary, MatchedBy MatchedBy) : CustomerEvent(Primary)
{
    public override string Type => EventTypes.ContactLinked;

    public override EventData ToData() => new() { SecondaryContactId = Secondary.Id, MatchedBy = MatchedBy.ToIds() };
}
