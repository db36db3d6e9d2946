using System.Text.Json.Serialization;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Contracts;

/// <summary>The identifiers of an order. At least one of the two is required; unknown properties are ignored.</summary>
[RequestExample("""{"email": "name@example.com", "phoneNumber": "123456"}""")]
public sealed class IdentifyRequest
{
    private ContactDetails? details;

    /// <summary>An email address, or null.</summary>
    public SubmittedValue Email { get; init; }

    /// <summary>A phone number, or null. Send it as a string; an integer is accepted too, but cannot have a leading plus or zero.</summary>
    public SubmittedValue PhoneNumber { get; init; }

    /// <summary>The identifiers, parsed. Validation parses them, so that each request is parsed once.</summary>
    /// <exception cref="InvalidOperationException">The request has not been validated, or is invalid.</exception>
    [JsonIgnore]
    public ContactDetails Details =>
        details ?? throw new InvalidOperationException("Validate the request before its identifiers are used.");

    /// <summary>Keeps the identifiers that validation has parsed.</summary>
    internal void Accept(ContactDetails parsed) => details = parsed;
}
