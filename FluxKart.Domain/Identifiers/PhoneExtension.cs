using System.Text.RegularExpressions;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// Separates a written number from its extension, in the ways that libphonenumber reads. A comma dials an extension too, but separates
/// thousands and decimals elsewhere, so it is accepted only before a label.
/// </summary>
internal static partial class PhoneExtension
{
    // Without a region nobody knows which numbers are complete. A shorter one before a tilde is rather the first part of a number.
    private const int FewestDigitsOfAnUnknownNumber = 7;

    /// <summary>Separates the extension from the number that it follows.</summary>
    /// <param name="written">The folded text, which may have an extension.</param>
    /// <param name="region">The region of numbers without a country code.</param>
    /// <returns>The number as written, and the extension's digits; null if the text has no extension.</returns>
    public static (string Number, string? Extension) Separate(string written, string? region)
    {
        var match = Labelled().Match(written);
        if (!match.Success || !(match.Groups["parameter"].Success || HasTwoDigits(match.Groups["number"].ValueSpan)))
        {
            match = Marked().Match(written);
            if (!match.Success || !IsExtension(match, written, region))
                return (written, null);
        }

        return (match.Groups["number"].Value, match.Groups["extension"].Value);
    }

    // Otherwise it is rather a hexadecimal number. Only our own form has an extension after any number.
    private static bool HasTwoDigits(ReadOnlySpan<char> number) =>
        number.IndexOfAnyInRange('0', '9') != number.LastIndexOfAnyInRange('0', '9');

    // The marks of an extension are also used as punctuation within a number.
    private static bool IsExtension(Match match, string written, string? region)
    {
        var number = WrittenPhoneNumber.ToPlain(match.Groups["number"].Value);
        var isHash = match.Groups["mark"].Value == "#";
        if (number is null)
            return false;
        if (region is null && number[0] != '+')
            return isHash || number.Length >= FewestDigitsOfAnUnknownNumber;
        if (NumberingPlan.ToE164(number, region) is not null)
            return true;
        return isHash && (WrittenPhoneNumber.ToPlain(written) is not { } whole || NumberingPlan.ToE164(whole, region) is null);
    }

    [GeneratedRegex(
        @"\A(?<number>[^0-9]*[0-9].*?)(?:(?<parameter>;ext=)(?<extension>[0-9]{1,20})|[ ,]*(?:"
            + @"(?:e?xt(?:ensi(?:o\u0301?|\u00F3))?n?|\u0434\u043E\u0431|anexo)[:.]?[ -]*(?<extension>[0-9]{1,20})"
            + @"|(?:x|int)[:.]?[ -]*(?<extension>[0-9]{1,9}))#?)[ .)\]]*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();

    [GeneratedRegex(
        @"\A(?<number>[^0-9]*[0-9][^0-9]*[0-9].*?)(?:(?<mark>[#~])[:.]?[ -]*(?<extension>[0-9]{1,9})#?"
            + @"|;[:.]?[ -]*(?<extension>[0-9]{1,6})#?"
            + @"|[ -]+(?<extension>[0-9]{1,6})#)[ .)\]]*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
