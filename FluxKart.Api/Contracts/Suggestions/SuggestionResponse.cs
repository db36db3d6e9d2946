using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Suggestions;

/// <summary>An identifier that probably belongs to several people. It has either an email address or a phone number.</summary>
/// <param name="Email">The email address.</param>
/// <param name="PhoneNumber">The phone number.</param>
/// <param name="PrimaryContactId">The customer that it holds together.</param>
/// <param name="Contacts">How many of the customer's contacts hold it.</param>
/// <param name="Pairs">How many pairs of contacts come apart when it stops linking.</param>
/// <param name="Customers">How many customers there are then.</param>
/// <param name="Why">The figures in a sentence.</param>
public sealed record SuggestionResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber,
    long PrimaryContactId,
    int Contacts,
    long Pairs,
    int Customers,
    string Why)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SuggestionResponse);
}
