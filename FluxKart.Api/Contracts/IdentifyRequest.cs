using System.Text.Json.Serialization;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Contracts;

/// <summary>
/// The identifiers of an order. At least one of the two must be present and neither null nor blank. Unknown properties are ignored.
/// </summary>
[RequestExample("""{"email": "name@example.com", "phoneNumber": "123456"}""")]
public sealed class IdentifyRequest
{
    private ContactDetails? details;

    /// <summary>
    /// An email address, or null. It has at most 254 characters after normalisation, which drops invisible characters and white space at
    /// both ends.
    /// </summary>
    public SubmittedValue Email { get; init; }

    /// <summary>
    /// A phone number, or null: 1 to 20 digits, with punctuation or an extension if it has them. It has at most 250 characters after
    /// invisible characters and white space at both ends are dropped. Send it as a string; an integer is accepted too, but cannot have a
    /// leading plus or zero.
    /// </summary>
    public SubmittedValue PhoneNumber { get; init; }

    /// <summary>The identifiers, parsed. Validation parses them, so that each request is parsed once.</summary>
    /// <exception cref="InvalidOperationException">The request has not been validated, or is invalid.</exception>
    [JsonIgnore]
    public ContactDetails Details =>
        details ?? throw new InvalidOperationException("Validate the request before its identifiers are used.");

    /// <summary>Keeps the identifiers that validation has parsed.</summary>
    internal void Accept(ContactDetails parsed) => details = parsed;
}
