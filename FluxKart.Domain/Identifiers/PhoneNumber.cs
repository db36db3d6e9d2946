using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// A phone number in its normalised form: E.164 (<c>+919876543210</c>) when it is a valid number of some country, otherwise its bare
/// digits with the leading <c>+</c> if it had one. Two numbers are the same identifier exactly when their values are equal.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2; validity is that of libphonenumber.</remarks>
public sealed record PhoneNumber
{
    /// <summary>The most digits that a number may have.</summary>
    public const int MaxDigits = 20;

    // Bounds the work that an absurd value can cause; twenty digits with generous punctuation are far shorter.
    private const int MaxSubmittedLength = 250;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("0123456789 +-.()/");

    private static readonly SearchValues<char> PlusAndDigits = SearchValues.Create("+0123456789");

    private static readonly PhoneNumberUtil NumberingPlans = PhoneNumberUtil.GetInstance();

    private PhoneNumber(string value) => Value = value;

    /// <summary>The normalised number.</summary>
    public string Value { get; }

    /// <summary>Normalises and checks a number.</summary>
    /// <param name="text">The number as sent: digits of any script, spaces and <c>+ - . ( ) /</c>.</param>
    /// <param name="defaultRegion">
    /// The ISO 3166 code, in capitals, of the country whose national numbers are sent without a country code; null when there is none, and
    /// only numbers with a leading <c>+</c> become E.164.
    /// </param>
    /// <param name="phoneNumber">The number, or null when <paramref name="text"/> is not one.</param>
    /// <param name="error">A sentence that says how to mend the value, or null when it is a number. It never quotes the value.</param>
    /// <returns>Whether <paramref name="text"/> is a phone number.</returns>
    public static bool TryCreate(
        string text,
        string? defaultRegion,
        [NotNullWhen(true)] out PhoneNumber? phoneNumber,
        [NotNullWhen(false)] out string? error)
    {
        var plain = text.Length <= MaxSubmittedLength ? ToPlainCharacters(text.Trim()) : null;
        var value = plain is null ? null : ToE164(plain, defaultRegion) ?? FromDigits(ToBareDigits(plain), defaultRegion);
        error = value is null
            ? $"Send a phone number of 1 to {MaxDigits} digits; apart from digits only spaces and + - . ( ) / may be used, and no letters."
            : null;
        phoneNumber = value is null ? null : new PhoneNumber(value);
        return phoneNumber is not null;
    }

    /// <summary>Wraps a value that <see cref="TryCreate"/> has normalised before, as it comes back from storage. It is not checked again.</summary>
    public static PhoneNumber FromStored(string value) => new(value);

    /// <summary>Whether numbers of that country can be recognised.</summary>
    /// <param name="region">An ISO 3166 code in capitals.</param>
    public static bool IsKnownRegion(string region) => NumberingPlans.GetSupportedRegions().Contains(region);

    public override string ToString() => Value;

    /// <summary>The text in ASCII, or null when it holds anything but digits, spaces and <c>+ - . ( ) /</c> (of any script).</summary>
    private static string? ToPlainCharacters(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(PlainCharacters))
            return text;

        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var ascii = character switch
            {
                (>= '0' and <= '9') or ' ' or '+' or '-' or '.' or '(' or ')' or '/' => character,
                // What phones, word processors and East Asian keyboards put in the place of the plain characters.
                '\uFF0B' => '+',
                '\u2212' => '-',
                '\uFF0E' => '.',
                '\uFF0F' => '/',
                '\uFF08' => '(',
                '\uFF09' => ')',
                _ => char.GetUnicodeCategory(character) switch
                {
                    UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)),
                    UnicodeCategory.SpaceSeparator => ' ',
                    UnicodeCategory.DashPunctuation => '-',
                    _ => '\0',
                },
            };
            if (ascii == '\0')
                return null;
            plain.Append(ascii);
        }

        return plain.ToString();
    }

    private static string? ToE164(string plain, string? defaultRegion)
    {
        // Without a country the library has nothing to go by, and says so by an exception, which costs more than all the rest.
        if (defaultRegion is null && !HasLeadingPlus(plain))
            return null;
        try
        {
            var number = NumberingPlans.Parse(plain, defaultRegion);
            return NumberingPlans.IsValidNumber(number) ? NumberingPlans.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // Punctuation in odd places can hide a valid number; its bare digits would then be another number when they are sent again.
    private static string? FromDigits(string? digits, string? defaultRegion) =>
        digits is null ? null : ToE164(digits, defaultRegion) ?? digits;

    private static string? ToBareDigits(string plain)
    {
        var digits = plain.All(char.IsAsciiDigit) ? plain : string.Concat(plain.Where(char.IsAsciiDigit));
        return digits.Length is 0 or > MaxDigits ? null
            : HasLeadingPlus(plain) ? "+" + digits
            : digits;
    }

    private static bool HasLeadingPlus(string plain) => plain.AsSpan().IndexOfAny(PlusAndDigits) is >= 0 and var first && plain[first] == '+';
}
