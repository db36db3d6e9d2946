using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>What became of a request to erase a customer.</summary>
/// <param name="Erased">The customer as it was before; null if there is no such contact, or if it had been erased before.</param>
/// <param name="WasErased">Whether the contact had been erased before.</param>
public sealed record Erasure(CustomerSnapshot? Erased, bool WasErased);
