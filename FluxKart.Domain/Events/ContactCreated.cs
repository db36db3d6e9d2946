using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Nothing matched a request, so it created a new customer with one contact.</summary>
/// <param name="Primary">The new contact.</param>
public sealed record ContactCreated(Contact Primary) : CustomerEvent(Primary)
{
    private static readonly EventData Nothing = new();

    public override string Type => EventTypes.ContactCreated;

    public override EventData ToData() => Nothing;
}
