using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>What is known about the id of a contact.</summary>
/// <param name="Customer">The whole customer of the contact; null if there is no such contact, or if it is erased.</param>
/// <param name="IsErased">Whether there was a contact with this id that has been erased.</param>
public sealed record CustomerFinding(Customer? Customer, bool IsErased);
