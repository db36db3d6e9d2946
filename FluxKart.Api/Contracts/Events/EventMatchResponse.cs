using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Events;

/// <summary>The contacts that already held the values of a request.</summary>
/// <param name="Email">The oldest contact that held the email address; left out if none did.</param>
/// <param name="PhoneNumber">The oldest contact that held the phone number; left out if none did.</param>
public sealed record EventMatchResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Email = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? PhoneNumber = null);
