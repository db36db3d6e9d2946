using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Contacts;

/// <summary>A live contact as it is stored.</summary>
/// <param name="Id">Never 0.</param>
/// <param name="Email">Null if it has none.</param>
/// <param name="PhoneNumber">Null if it has none.</param>
/// <param name="LinkedId">The primary's id; null for a primary.</param>
/// <param name="LinkPrecedence">Whether it is a primary.</param>
/// <param name="CreatedAt">UTC.</param>
public readonly record struct StoredContact(
    long Id,
    EmailAddress? Email,
    PhoneNumber? PhoneNumber,
    long? LinkedId,
    LinkPrecedence LinkPrecedence,
    DateTime CreatedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(StoredContact);
}
