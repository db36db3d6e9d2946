using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>An email address or a phone number.</summary>
/// <param name="Email">The normalised email address; left out if it is a phone number.</param>
/// <param name="PhoneNumber">The normalised phone number; left out if it is an email address.</param>
public sealed record IdentifierResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber = null)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentifierResponse);
}
