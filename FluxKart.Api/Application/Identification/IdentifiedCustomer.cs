using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Identification;

/// <summary>What a request did, or would do in a dry run.</summary>
/// <param name="Customer">The whole customer, as the request left it.</param>
/// <param name="Outcome">What the request changed.</param>
/// <param name="MergedCount">How many other customers became part of this one.</param>
public sealed record IdentifiedCustomer(CustomerSnapshot Customer, IdentificationOutcome Outcome, int MergedCount) : IdentificationResult
{
    /// <summary>The result of an identification. In a dry run nothing has been saved, and new contacts have the id 0.</summary>
    internal static IdentifiedCustomer Of(Domain.Customers.Identification identification) =>
        new(identification.ToSnapshot(), identification.Outcome, identification.MergedCount);
}
