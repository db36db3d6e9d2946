using FluxKart.Domain.Contacts;

namespace FluxKart.Api.Application.Transfer;

/// <summary>A contact as a file has it.</summary>
/// <param name="Customer">The id of the customer's primary contact.</param>
/// <param name="Id">The contact's id.</param>
/// <param name="Email">Its normalised email address, or null.</param>
/// <param name="PhoneNumber">Its normalised phone number, or null.</param>
/// <param name="LinkPrecedence"><c>primary</c> or <c>secondary</c>.</param>
/// <param name="CreatedAt">When it was created, in UTC.</param>
/// <remarks>Source: HTTP contract, section 7. The order of the parameters is that of the columns.</remarks>
public sealed record ExportedContact(
    long Customer, long Id, string? Email, string? PhoneNumber, string LinkPrecedence, DateTime CreatedAt)
{
    public static ExportedContact From(Contact contact) => new(
        contact.LinkedId ?? contact.Id,
        contact.Id,
        contact.Email?.Value,
        contact.PhoneNumber?.Value,
        contact.LinkedId is null ? "primary" : "secondary",
        contact.CreatedAt);

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ExportedContact);
}
