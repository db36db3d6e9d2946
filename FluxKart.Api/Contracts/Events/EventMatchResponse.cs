using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Events;

/// <summary>The contacts that held the values of a request, or two values of one row of an imported file.</summary>
/// <param name="Email">The oldest contact that held the email address; left out if none did.</param>
/// <param name="PhoneNumber">The oldest contact that held the phone number; left out if none did.</param>
/// <param name="OtherEmail">The oldest contact that held another email address of the same row; left out if that is not why.</param>
/// <param name="OtherPhoneNumber">The oldest contact that held another phone number of the same row; left out if that is not why.</param>
public sealed record EventMatchResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Email = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? PhoneNumber = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OtherEmail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OtherPhoneNumber = null);
