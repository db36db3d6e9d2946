using System.Buffers;
using System.Globalization;
using System.Text;

namespace FluxKart.Domain.Identifiers;

/// <summary>The characters that phone numbers are written with, and what stands for them in other scripts.</summary>
internal static class PhoneCharacters
{
    private static readonly SearchValues<char> Unchanged = SearchValues.Create("0123456789 +-.()[]/#_~");

    private static readonly SearchValues<char> DigitsAndPunctuation = SearchValues.Create("0123456789 +-.()[]/_");

    /// <summary>Whether the folded text has neither an extension nor a URI.</summary>
    public static bool AreDigitsAndPunctuation(string folded) => !folded.AsSpan().ContainsAnyExcept(DigitsAndPunctuation);

    /// <summary>Whether the folded text has only what a number without an extension is written with.</summary>
    public static bool AreOfANumber(string folded) => !folded.AsSpan().ContainsAnyExcept(Unchanged);

    /// <summary>
    /// Converts a text to lower-case ASCII, as far as a number, the label of an extension and a <c>tel:</c> URI are written with it. Null
    /// if it has any other character.
    /// </summary>
    public static string? Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Unchanged))
            return text;

        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var folded = Fold(character);
            if (folded == '\0')
                return null;
            result.Append(folded);
        }

        return result.ToString();
    }

    private static char Fold(char character) => character switch
    {
        (>= '0' and <= '9') or (>= 'a' and <= 'z') => character,
        '+' or '-' or '.' or '(' or ')' or '[' or ']' or '/' or '#' or '_' or '~' or ';' or ':' or '=' or ',' => character,
        >= 'A' and <= 'Z' => (char)(character | ' '),
        // Full-width letters.
        >= '\uFF21' and <= '\uFF3A' => (char)(character - '\uFF21' + 'a'),
        >= '\uFF41' and <= '\uFF5A' => (char)(character - '\uFF41' + 'a'),
        '\t' or '\n' or '\v' or '\f' or '\r' => ' ',
        // What phones, word processors and East Asian keyboards produce instead of the ASCII characters. Most dashes have a category.
        '\u2212' or '\u30FC' => '-',
        '\u2053' or '\u223C' or '\uFF5E' => '~',
        '\uFF0B' => '+',
        '\uFF0E' => '.',
        '\uFF0F' => '/',
        '\uFF08' => '(',
        '\uFF09' => ')',
        '\uFF3B' => '[',
        '\uFF3D' => ']',
        '\uFF3F' => '_',
        '\uFF03' => '#',
        // The labels of extensions in Spanish and Russian.
        '\u00F3' or '\u0301' or '\u0434' or '\u043E' or '\u0431' => character,
        '\u00D3' => '\u00F3',
        '\u0414' or '\u041E' or '\u0411' => (char)(character + ' '),
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)),
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            _ => '\0',
        },
    };
}
