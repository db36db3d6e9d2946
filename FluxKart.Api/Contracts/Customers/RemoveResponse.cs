namespace FluxKart.Api.Contracts.Customers;

/// <summary>What is left of a customer after contacts were removed.</summary>
/// <param name="Customers">One customer or several, the oldest first; empty if all contacts were removed.</param>
public sealed record RemoveResponse(IReadOnlyList<ContactResponse> Customers);
