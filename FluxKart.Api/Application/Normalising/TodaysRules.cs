using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Normalising;

/// <summary>Writes stored values by the rules of today, which may have a new region or newer numbering plans.</summary>
/// <param name="region">The country of numbers without a country code; null if none is configured.</param>
internal sealed class TodaysRules(string? region)
{
    /// <summary>What a contact holds by the rules of today. A value that they do not accept stays as it is.</summary>
    /// <returns>Null if nothing changes.</returns>
    public ContactDetails? Revise(Contact contact)
    {
        var email = Revise(contact.Email) as EmailAddress;
        var phoneNumber = Revise(contact.PhoneNumber) as PhoneNumber;
        return Equals(email, contact.Email) && Equals(phoneNumber, contact.PhoneNumber) ? null : new ContactDetails(email, phoneNumber);
    }

    /// <summary>The same identifier by the rules of today, or itself if they do not accept it.</summary>
    public Identifier? Revise(Identifier? identifier) => identifier switch
    {
        EmailAddress when EmailAddress.TryCreate(identifier.Value, out var email, out _) => email,
        PhoneNumber when PhoneNumber.TryCreate(identifier.Value, region, out var phoneNumber, out _) => phoneNumber,
        _ => identifier,
    };

    /// <summary>Whether the rules of today accept all values of a contact.</summary>
    public bool Accept(Contact contact) =>
        (contact.Email is null || EmailAddress.TryCreate(contact.Email.Value, out _, out _))
        && (contact.PhoneNumber is null || PhoneNumber.TryCreate(contact.PhoneNumber.Value, region, out _, out _));
}
