using System.Text.Json.Serialization;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Contracts.SharedIdentifiers;

/// <summary>
/// An identifier that several people use: an email address or a phone number, not both. Unknown properties are ignored.
/// </summary>
[RequestExample("""{"phoneNumber": "123456", "reason": "a family's phone", "takeApart": false}""")]
public sealed class SharedIdentifierRequest : ReasonedRequest
{
    private Identifier? identifier;

    /// <summary>The email address, or null. It is normalised as in POST /identify, and has at most 254 characters after that.</summary>
    public SubmittedValue Email { get; init; }

    /// <summary>
    /// The phone number, or null. It is normalised as in POST /identify. Send it as a string; an integer is accepted too, but cannot have a
    /// leading plus or zero.
    /// </summary>
    public SubmittedValue PhoneNumber { get; init; }

    /// <summary>
    /// Whether every customer that holds the identifier falls apart into what stays connected without it. It is false if it is left out or
    /// null.
    /// </summary>
    [JsonPropertyOrder(2)]
    public SubmittedFlag TakeApart { get; init; }

    /// <summary>The identifier, parsed by validation.</summary>
    /// <exception cref="InvalidOperationException">The request has not been validated, or is invalid.</exception>
    internal Identifier Identifier =>
        identifier ?? throw new InvalidOperationException("Validate the request before its identifier is used.");

    /// <summary>Keeps the identifier that validation has parsed.</summary>
    internal void Accept(Identifier parsed) => identifier = parsed;
}
