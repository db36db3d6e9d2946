using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace FluxKart.Api.Contracts;

/// <summary>What an order tells of the shopper. At least one of the two is needed; unknown properties are ignored.</summary>
/// <param name="Email">An email address, or null.</param>
/// <param name="PhoneNumber">A phone number, as a string or an integer, or null.</param>
public sealed record IdentifyRequest(
    [ValidateNever] SubmittedValue Email,
    [ValidateNever] SubmittedValue PhoneNumber);
