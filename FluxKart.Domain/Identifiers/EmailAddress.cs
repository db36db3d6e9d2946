using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// An email address in its normalised form: without invisible characters, trimmed, Unicode NFC, lower case, its domain in ASCII. Two
/// addresses are the same identifier exactly when their values are equal. Dots and plus tags are kept, for Gmail too.
/// </summary>
/// <remarks>Source of the rule: HTTP contract, section 2; the syntax is that of HTML's <c>input type=email</c>.</remarks>
[DebuggerDisplay("{Value}")]
public sealed partial record EmailAddress : Identifier
{
    /// <summary>The longest address that can be stored, in characters of the normalised form (RFC 3696, erratum 1690).</summary>
    public const int MaxLength = 254;

    // Limits the work that an absurdly long value can cause. Real addresses are far shorter.
    private const int MaxSubmittedLength = 4 * MaxLength;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string value)
        : base(value)
    {
    }

    /// <summary>
    /// Whether this process can normalise addresses with international domains. Without ICU it would store them in a form that later
    /// requests do not match.
    /// </summary>
    public static bool CanNormaliseUnicode => "u\u0308".Normalize(NormalizationForm.FormC) == "\u00FC";

    /// <summary>Normalises and checks an address.</summary>
    /// <param name="text">The address as sent.</param>
    /// <param name="email">The address, or null if <paramref name="text"/> is not one.</param>
    /// <param name="error">How to fix the value, for the client to read, or null if it is an address. It never quotes the value.</param>
    /// <returns>Whether <paramref name="text"/> is an email address.</returns>
    public static bool TryCreate(string text, [NotNullWhen(true)] out EmailAddress? email, [NotNullWhen(false)] out string? error)
    {
        var visible = InvisibleCharacters.RemoveFrom(text).Trim();
        var value = visible.Length <= MaxSubmittedLength ? Normalise(visible) : null;
        error = visible.Length > MaxSubmittedLength || value?.Length > MaxLength
            ? $"Send an email address of at most {MaxLength} characters."
            : value is null || !HtmlSyntax().IsMatch(value)
                ? "Send one email address, such as name@example.com, with exactly one @ and no spaces or control characters. "
                    + "Before the @ use only the letters A to Z, digits and .!#$%&'*+/=?^_`{|}~- and after it a domain name "
                    + "with at most 63 characters between dots."
                : null;
        email = error is null ? new EmailAddress(value!) : null;
        return email is not null;
    }

    /// <summary>Wraps a stored value, which <see cref="TryCreate"/> has already normalised. It is not checked again.</summary>
    public static EmailAddress FromStored(string value) => new(value);

    /// <summary>Never the value, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EmailAddress);

    private static string? Normalise(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        try
        {
            var lower = text.Normalize(NormalizationForm.FormC).ToLowerInvariant();
            var at = lower.LastIndexOf('@');
            return at < 0 ? null : lower[..(at + 1)] + Idn.GetAscii(lower, at + 1).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Normalize (for a lone surrogate) and GetAscii (for an invalid domain) report bad input only by throwing.
            return null;
        }
    }

    // https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
    [GeneratedRegex(@"\A[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex HtmlSyntax();
}
