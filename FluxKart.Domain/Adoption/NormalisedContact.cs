using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Adoption;

/// <summary>The identifiers of a row of the original service's table, by FluxKart's own rules.</summary>
/// <param name="Email">Null if the row has none, or an invalid one.</param>
/// <param name="PhoneNumber">Null if the row has none, or an invalid one.</param>
/// <param name="IsEmailInvalid">Whether the row has an email address that is not valid.</param>
/// <param name="IsPhoneNumberInvalid">Whether the row has a phone number that is not valid.</param>
/// <param name="Changed">How many of the valid values were written in another form.</param>
/// <remarks>Source: HTTP contract, section 2.</remarks>
public readonly record struct NormalisedContact(
    EmailAddress? Email, PhoneNumber? PhoneNumber, bool IsEmailInvalid, bool IsPhoneNumberInvalid, int Changed)
{
    /// <summary>Normalises the values of a row. A blank value counts as absent, and a deleted row has none.</summary>
    /// <param name="original">The row.</param>
    /// <param name="defaultRegion">The region of phone numbers without a country code; null for none.</param>
    public static NormalisedContact Of(in OriginalContact original, string? defaultRegion)
    {
        if (original.DeletedAt is not null)
            return default;
        var (emailText, phoneNumberText) = (Visible(original.Email), Visible(original.PhoneNumber));
        EmailAddress? email = null;
        PhoneNumber? phoneNumber = null;
        var isEmailInvalid = emailText is not null && !EmailAddress.TryCreate(emailText, out email, out _);
        var isPhoneNumberInvalid =
            phoneNumberText is not null && !PhoneNumber.TryCreate(phoneNumberText, defaultRegion, out phoneNumber, out _);
        var changed = (email is not null && email.Value != emailText ? 1 : 0)
            + (phoneNumber is not null && phoneNumber.Value != phoneNumberText ? 1 : 0);
        return new NormalisedContact(email, phoneNumber, isEmailInvalid, isPhoneNumberInvalid, changed);
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(NormalisedContact);

    private static string? Visible(string? text) => text is null || InvisibleCharacters.IsBlank(text) ? null : text;
}
