using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>A new customer of one contact: nothing matched.</summary>
/// <param name="Primary">The new contact.</param>
public sealed record ContactCreated(Contact Primary) : CustomerEvent(Primary);
