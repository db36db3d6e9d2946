using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>An identifier of a customer. It is either an email address or a phone number.</summary>
/// <param name="Email">The email address.</param>
/// <param name="PhoneNumber">The phone number.</param>
/// <param name="Contacts">How many of the customer's contacts hold it.</param>
/// <param name="Shared">Whether it links nobody, because somebody or a setting says that several people use it.</param>
public sealed record HeldIdentifierResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber,
    int Contacts,
    bool Shared)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(HeldIdentifierResponse);
}
