using System.Globalization;
using System.Text;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// Characters that nobody sees, which contact applications and right-to-left text leave in a copied value: the Unicode category Cf, and the
/// variation selectors. They are no part of an identifier, wherever they stand.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2.</remarks>
public static class InvisibleCharacters
{
    /// <summary>Whether the text has nothing but invisible characters and white space, and so counts as absent.</summary>
    public static bool IsBlank(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // A lone surrogate decodes to the replacement character, which is visible.
            _ = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (!Rune.IsWhiteSpace(rune) && !IsInvisible(rune))
                return false;
            rest = rest[length..];
        }

        return true;
    }

    /// <summary>The text without its invisible characters; the same string if it has none.</summary>
    internal static string RemoveFrom(string text)
    {
        if (Ascii.IsValid(text))
            return text;

        var visible = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            _ = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (!IsInvisible(rune))
                visible.Append(rest[..length]);
            rest = rest[length..];
        }

        return visible.Length == text.Length ? text : visible.ToString();
    }

    // The variation selectors are those with the Unicode property of that name.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is (>= 0x180B and <= 0x180D) or 0x180F or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
