using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// A phone number in its normalised form. A possible number of some country is in E.164 (<c>+919876543210</c>). Any other number is its
/// digits, with a leading <c>+</c> if it had one. An extension follows as <c>;ext=98261</c>. Two numbers are the same identifier exactly
/// when their values are equal.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2; libphonenumber decides which numbers are possible.</remarks>
[DebuggerDisplay("{Value}")]
public sealed record PhoneNumber : Identifier
{
    /// <summary>The most digits that a number may have, and the most that an extension may have.</summary>
    public const int MaxDigits = 20;

    /// <summary>
    /// The longest number that can be stored, in characters of the normalised form: <c>+</c>, the number, and the extension.
    /// </summary>
    public const int MaxLength = 1 + MaxDigits + 5 + MaxDigits;

    private PhoneNumber(string value)
        : base(value)
    {
    }

    /// <summary>Normalises and checks a number.</summary>
    /// <param name="text">The number as sent: digits of any script, punctuation, perhaps an extension; or a <c>tel:</c> URI.</param>
    /// <param name="defaultRegion">
    /// The ISO 3166 code, in capitals, of the country that numbers without a country code belong to. If null, only numbers with a leading
    /// <c>+</c> become E.164.
    /// </param>
    /// <param name="phoneNumber">The number, or null if <paramref name="text"/> is not one.</param>
    /// <param name="error">
    /// How to fix the value, for the client to read, or null if it is a phone number. It never quotes the value.
    /// </param>
    /// <returns>Whether <paramref name="text"/> is a phone number.</returns>
    public static bool TryCreate(
        string text,
        string? defaultRegion,
        [NotNullWhen(true)] out PhoneNumber? phoneNumber,
        [NotNullWhen(false)] out string? error)
    {
        error = null;
        // Most clients send the digits alone, and always the same way.
        var value = IsPlain(text)
            ? NumberingPlan.ToE164(text, defaultRegion) ?? text
            : WrittenPhoneNumber.Normalise(text, defaultRegion, out error);
        phoneNumber = value is null ? null : new PhoneNumber(value);
        return phoneNumber is not null;
    }

    /// <summary>Wraps a stored value, which <see cref="TryCreate"/> has already normalised. It is not checked again.</summary>
    public static PhoneNumber FromStored(string value) => new(value);

    /// <summary>Whether the numbering plan of the country is known.</summary>
    /// <param name="region">An ISO 3166 code in capitals.</param>
    public static bool IsKnownRegion(string region) => NumberingPlan.IsKnownRegion(region);

    /// <summary>Never the value, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(PhoneNumber);

    private static bool IsPlain(string text)
    {
        var digits = text.StartsWith('+') ? text.AsSpan(1) : text;
        return digits.Length is > 0 and <= MaxDigits && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
