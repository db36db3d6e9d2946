using FluxKart.Domain.Contacts;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>A contact to insert.</summary>
/// <param name="Email">The normalised email address, or null.</param>
/// <param name="PhoneNumber">The normalised phone number, or null.</param>
/// <param name="LinkedId">The id of a stored primary; null for a primary, or if <paramref name="LinkedPlace"/> is set.</param>
/// <param name="LinkedPlace">The position, from 1, of a primary that the same statement inserts; otherwise null.</param>
/// <param name="IsFirst">
/// Whether it is the first contact of a new customer, also if that customer has been merged since.
/// </param>
internal sealed record NewContact(string? Email, string? PhoneNumber, long? LinkedId, int? LinkedPlace, bool IsFirst)
{
    public static NewContact Of(Contact contact, bool isFirst) => new(
        contact.Email?.Value,
        contact.PhoneNumber?.Value,
        contact.LinkedId,
        contact.LinkedTo is { IsNew: true } primary ? primary.Place : null,
        isFirst);

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(NewContact);
}
