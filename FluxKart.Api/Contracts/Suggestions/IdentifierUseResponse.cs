using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Suggestions;

/// <summary>How much an identifier is used. It has either an email address or a phone number.</summary>
/// <param name="Email">The email address.</param>
/// <param name="PhoneNumber">The phone number.</param>
/// <param name="Contacts">How many contacts hold it.</param>
/// <param name="Counterparts">
/// Of an email address: how many different phone numbers these contacts have. Of a phone number: how many different email addresses.
/// </param>
public sealed record IdentifierUseResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber,
    int Contacts,
    int Counterparts)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentifierUseResponse);
}
