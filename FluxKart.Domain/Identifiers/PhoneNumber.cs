using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// A phone number in its normalised form. A valid number of some country is in E.164 (<c>+919876543210</c>). Any other number is its
/// digits, with a leading <c>+</c> if it had one. Two numbers are the same identifier exactly when their values are equal.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2; libphonenumber decides which numbers are valid.</remarks>
public sealed record PhoneNumber
{
    /// <summary>The most digits that a number may have.</summary>
    public const int MaxDigits = 20;

    // Limits the work that an absurdly long value can cause. Twenty digits with generous punctuation are far shorter.
    private const int MaxSubmittedLength = 250;

    private static readonly SearchValues<char> AsciiCharacters = SearchValues.Create("0123456789 +-.()/");

    private static readonly SearchValues<char> PlusAndDigits = SearchValues.Create("+0123456789");

    private static readonly PhoneNumberUtil NumberingPlans = PhoneNumberUtil.GetInstance();

    private PhoneNumber(string value) => Value = value;

    /// <summary>The normalised number.</summary>
    public string Value { get; }

    /// <summary>Normalises and checks a number.</summary>
    /// <param name="text">The number as sent: digits of any script, spaces and <c>+ - . ( ) /</c>.</param>
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
        var ascii = text.Length <= MaxSubmittedLength ? ToAscii(text.Trim()) : null;
        var value = ascii is null ? null : ToE164(ascii, defaultRegion) ?? NormaliseDigits(ToDigits(ascii), defaultRegion);
        error = value is null
            ? $"Send a phone number of 1 to {MaxDigits} digits. It may also contain spaces and + - . ( ) / but no letters."
            : null;
        phoneNumber = value is null ? null : new PhoneNumber(value);
        return phoneNumber is not null;
    }

    /// <summary>Wraps a stored value, which <see cref="TryCreate"/> has already normalised. It is not checked again.</summary>
    public static PhoneNumber FromStored(string value) => new(value);

    /// <summary>Whether the numbering plan of the country is known.</summary>
    /// <param name="region">An ISO 3166 code in capitals.</param>
    public static bool IsKnownRegion(string region) => NumberingPlans.GetSupportedRegions().Contains(region);

    public override string ToString() => Value;

    /// <summary>Converts the text to ASCII. Null if it has anything but digits, spaces and <c>+ - . ( ) /</c>, of any script.</summary>
    private static string? ToAscii(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(AsciiCharacters))
            return text;

        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var ascii = character switch
            {
                (>= '0' and <= '9') or ' ' or '+' or '-' or '.' or '(' or ')' or '/' => character,
                // What phones, word processors and East Asian keyboards produce instead of the ASCII characters.
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
            result.Append(ascii);
        }

        return result.ToString();
    }

    private static string? ToE164(string ascii, string? defaultRegion)
    {
        // Without a country libphonenumber can only throw, which costs more than everything else here.
        if (defaultRegion is null && !HasLeadingPlus(ascii))
            return null;
        try
        {
            var number = NumberingPlans.Parse(ascii, defaultRegion);
            return NumberingPlans.IsValidNumber(number) ? NumberingPlans.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // Misplaced punctuation can hide a valid number. Without this its digits would become a different number when they are sent again.
    private static string? NormaliseDigits(string? digits, string? defaultRegion) =>
        digits is null ? null : ToE164(digits, defaultRegion) ?? digits;

    private static string? ToDigits(string ascii)
    {
        var digits = ascii.All(char.IsAsciiDigit) ? ascii : string.Concat(ascii.Where(char.IsAsciiDigit));
        return digits.Length is 0 or > MaxDigits ? null
            : HasLeadingPlus(ascii) ? "+" + digits
            : digits;
    }

    private static bool HasLeadingPlus(string ascii) =>
        ascii.AsSpan().IndexOfAny(PlusAndDigits) is >= 0 and var first && ascii[first] == '+';
}
