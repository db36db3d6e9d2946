using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>How two contacts of a customer are connected.</summary>
/// <param name="Contacts">From the one to the other. Each is linked to the next.</param>
/// <param name="Links">In the same order, one fewer.</param>
public sealed record LinkChain(IReadOnlyList<Contact> Contacts, IReadOnlyList<Link> Links);
