using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application;

/// <summary>The response to a request to identify, once it has been saved.</summary>
/// <param name="Customer">The whole customer, as the request left it.</param>
/// <param name="Outcome">What the request changed.</param>
/// <param name="MergedCount">How many other customers became part of this one.</param>
public sealed record IdentifiedCustomer(CustomerSnapshot Customer, IdentificationOutcome Outcome, int MergedCount)
{
    internal static IdentifiedCustomer Of(Identification identification) =>
        new(identification.ToSnapshot(), identification.Outcome, identification.MergedCount);
}
