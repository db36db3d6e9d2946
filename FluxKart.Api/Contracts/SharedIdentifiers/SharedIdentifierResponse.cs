using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.SharedIdentifiers;

/// <summary>An identifier that several people use. It is stored and returned, but links nothing.</summary>
/// <param name="Id">The id of the mark; 0 in a dry run that would create it.</param>
/// <param name="Email">The normalised email address; left out if it is a phone number.</param>
/// <param name="PhoneNumber">The normalised phone number; left out if it is an email address.</param>
/// <param name="Reason">The operator's own words, or why the service itself marked it; null if no reason was given.</param>
/// <param name="TakenApart">
/// Whether the customers that held it were taken apart. If not, the links that it made before it was marked still hold.
/// </param>
/// <param name="CreatedAt">When it was marked, in UTC; null in a dry run that would create the mark.</param>
public sealed record SharedIdentifierResponse(
    long Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber,
    string? Reason,
    bool TakenApart,
    DateTime? CreatedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SharedIdentifierResponse);
}
