using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Events;

/// <summary>
/// Something that happened to a customer. It names contacts by reference, because a new contact has no id until it is saved.
/// </summary>
/// <param name="Primary">The customer's primary contact after the change.</param>
public abstract record CustomerEvent(Contact Primary);
