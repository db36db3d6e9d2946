using System.Globalization;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// Normalises a phone number however people and other systems write it. Each writing is the right number or an error: a guess could be
/// somebody else's number.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2.</remarks>
internal static class WrittenPhoneNumber
{
    // Limits the work that an absurdly long value can cause. Twenty digits with generous punctuation are far shorter.
    private const int MaxSubmittedLength = 250;

    // The most digits of an international number (E.164), and the fewest that are plausible as a number of their own.
    private const int MostDigitsOfANumber = 15;
    private const int FewestDigitsOfANumber = 7;
    private const int FewestDigitsOfAPart = 4;

    private static readonly string Unreadable =
        $"Send a phone number of 1 to {PhoneNumber.MaxDigits} digits. It may also contain spaces, - . ( ) [ ] / # _ ~ and a + before the "
        + "first digit, and end in an extension such as ext. 5, but it must not contain other letters or characters.";

    private const string MisplacedPlus = "Send a + only before the first digit of the phone number, and only one phone number.";

    private const string DecimalNumber = "Send the phone number without decimal places, such as +4930123456 instead of +4930123456.5.";

    private const string TwoNumbers = "Send one phone number; this value looks like two.";

    /// <summary>Normalises a number.</summary>
    /// <param name="text">The number as sent.</param>
    /// <param name="region">The region of numbers without a country code; null if no region is configured.</param>
    /// <param name="error">How to fix the value, or null if it is a phone number.</param>
    /// <returns>Null if the text is not one phone number.</returns>
    public static string? Normalise(string text, string? region, out string? error)
    {
        error = Unreadable;
        var visible = InvisibleCharacters.RemoveFrom(text).Trim();
        if (visible.Length > MaxSubmittedLength || PhoneCharacters.Fold(visible) is not { } written)
            return null;

        string? extension = null;
        if (!PhoneCharacters.AreDigitsAndPunctuation(written))
        {
            if (TelUri.Is(written))
                written = TelUri.ToWritten(written);
            if (written is null)
                return null;
            (written, extension) = PhoneExtension.Separate(written, region);
            if (!PhoneCharacters.AreOfANumber(written))
                return null;
        }

        var number = NormaliseNumber(written, region, out error);
        return number is null || extension is null ? number : $"{number};ext={extension}";
    }

    /// <summary>The digits alone, after a <c>+</c> if there is one before the first digit. Null if there is no digit.</summary>
    public static string? ToPlain(ReadOnlySpan<char> written)
    {
        var first = written.IndexOfAnyInRange('0', '9');
        if (first < 0)
            return null;
        Span<char> plain = stackalloc char[1 + MaxSubmittedLength];
        var length = 0;
        if (written[..first].Contains('+'))
            plain[length++] = '+';
        foreach (var character in written[first..])
        {
            if (char.IsAsciiDigit(character))
                plain[length++] = character;
        }

        return plain[..length].ToString();
    }

    private static string? NormaliseNumber(string written, string? region, out string? error)
    {
        error = Unreadable;
        if (ToPlain(written) is not { } plain)
            return null;
        if (written.LastIndexOf('+') > written.AsSpan().IndexOfAnyInRange('0', '9'))
        {
            error = MisplacedPlus;
            return null;
        }

        if (HasDecimalPlaces(written, out var whole))
        {
            error = DecimalNumber;
            if (whole is null)
                return null;
            (written, plain) = (whole, whole);
        }

        var isTooLong = plain.TrimStart('+').Length > PhoneNumber.MaxDigits;
        var number = isTooLong ? null : Find(written, plain, region);
        // Whether the whole is valid takes the longest to find out.
        if (IsTwoNumbers(written, plain, region, wholeIsPossible: number is not null) && number is not { IsValid: true })
        {
            error = TwoNumbers;
            return null;
        }

        error = isTooLong ? Unreadable : null;
        return isTooLong ? null : number?.E164 ?? plain;
    }

    private static PossibleNumber? Find(string written, string plain, string? region)
    {
        // A trunk prefix in brackets follows a country code. Without a + the digits alone could be a number of the region.
        var trunkPrefix = written.IndexOf("(0)", StringComparison.Ordinal);
        var isInternational = region is not null && trunkPrefix > 0
            && ToPlain(written.AsSpan(0, trunkPrefix)) == NumberingPlan.CountryCodeOf(region).ToString(CultureInfo.InvariantCulture);
        return (isInternational ? NumberingPlan.Find("+" + plain, region) : null) ?? NumberingPlan.Find(plain, region);
    }

    /// <summary>Whether the text is a number with decimal places, as spreadsheets and data frames make of a phone number.</summary>
    /// <param name="written">The folded text.</param>
    /// <param name="whole">The whole number, if the decimal places are <c>.0</c> or <c>.00</c>.</param>
    private static bool HasDecimalPlaces(string written, out string? whole)
    {
        whole = null;
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var decimals = written.AsSpan(point + 1);
        if (point < 0 || decimals.IsEmpty || decimals.ContainsAnyExceptInRange('0', '9'))
            return false;

        var before = written[..point];
        var isUngrouped = before == ToPlain(before);
        var isZero = !decimals.ContainsAnyExcept('0');
        if (isUngrouped && isZero && decimals.Length <= 2)
        {
            whole = before;
            return true;
        }

        // Of a shorter number the point separates a country code or an area code.
        return before.Count(char.IsAsciiDigit) >= FewestDigitsOfANumber
            && (isUngrouped ? isZero || decimals.Length <= 2 : isZero && decimals.Length <= 2);
    }

    /// <summary>
    /// Whether the whole is unlikely to be one number, and what is before and after a separator are numbers of their own.
    /// </summary>
    private static bool IsTwoNumbers(string written, string plain, string? region, bool wholeIsPossible)
    {
        if (region is null && plain[0] != '+' && plain.Length <= MostDigitsOfANumber)
            return false;

        var all = written.Count(char.IsAsciiDigit);
        var before = 0;
        for (var index = 0; index < written.Length; index++)
        {
            if (!char.IsAsciiDigit(written[index]))
                continue;
            // Asking libphonenumber about each part of a long value would cost too much.
            var isAfterASeparator = before > 0 && !char.IsAsciiDigit(written[index - 1])
                && before is >= FewestDigitsOfAPart and <= PhoneNumber.MaxDigits
                && all - before is >= FewestDigitsOfAPart and <= PhoneNumber.MaxDigits;
            before++;
            if (isAfterASeparator
                && IsNumber(ToPlain(written.AsSpan(0, index))!, region, wholeIsPossible)
                && IsNumber(ToPlain(written.AsSpan(index))!, region, wholeIsPossible))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(string plain, string? region, bool onlyIfValid)
    {
        if (region is null && plain[0] != '+')
            return !onlyIfValid && plain.Length is >= FewestDigitsOfANumber and <= MostDigitsOfANumber;
        return NumberingPlan.Find(plain, region) is { } number && (!onlyIfValid || number.IsValid);
    }
}
