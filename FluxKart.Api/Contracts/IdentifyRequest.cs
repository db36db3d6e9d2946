namespace FluxKart.Api.Contracts;

/// <summary>What an order tells of the shopper. At least one of the two is needed; unknown properties are ignored.</summary>
public sealed record IdentifyRequest
{
    /// <summary>An email address, or null.</summary>
    public SubmittedValue Email { get; init; }

    /// <summary>A phone number, as a string or an integer, or null.</summary>
    public SubmittedValue PhoneNumber { get; init; }
}
