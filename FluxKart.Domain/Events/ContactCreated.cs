using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>Nothing matched a request, so it created a new customer with one contact.</summary>
/// <param name="Primary">The new contact.</param>
public sealed record ContactCreated(Contact Primary) : CustomerEvent(Primary);
