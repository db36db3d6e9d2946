using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// The identifiers that never link although nobody has marked them: those of the configuration, and well-known placeholders.
/// </summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
public sealed partial class SharedIdentifierPatterns
{
    private readonly HashSet<Identifier> exact = [];
    private readonly List<Regex> wildcards = [];
    private readonly bool hasPlaceholders;
    private readonly string? countryCode;

    private SharedIdentifierPatterns(bool hasPlaceholders, string? defaultRegion)
    {
        this.hasPlaceholders = hasPlaceholders;
        countryCode = defaultRegion is null
            ? null
            : NumberingPlan.CountryCodeOf(defaultRegion).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Nothing is shared by a pattern.</summary>
    public static SharedIdentifierPatterns None { get; } = new(hasPlaceholders: false, defaultRegion: null);

    /// <summary>Reads the patterns of the configuration.</summary>
    /// <param name="patterns">
    /// Email addresses with or without <c>*</c>, which stands for any characters, and phone numbers without it.
    /// </param>
    /// <param name="defaultRegion">The region of phone numbers without a country code; null for none.</param>
    /// <param name="hasPlaceholders">Whether the well-known placeholders, such as <c>noreply@…</c>, count as shared too.</param>
    /// <param name="result">Null if a pattern is invalid.</param>
    /// <param name="invalid">The first pattern that is invalid; null if all are valid.</param>
    public static bool TryCreate(
        IEnumerable<string> patterns,
        string? defaultRegion,
        bool hasPlaceholders,
        [NotNullWhen(true)] out SharedIdentifierPatterns? result,
        [NotNullWhen(false)] out string? invalid)
    {
        var created = new SharedIdentifierPatterns(hasPlaceholders, defaultRegion);
        invalid = patterns.FirstOrDefault(pattern => !created.TryAdd(pattern.Trim(), defaultRegion));
        result = invalid is null ? created : null;
        return result is not null;
    }

    /// <summary>Whether a pattern covers the identifier.</summary>
    public bool Cover(Identifier identifier) =>
        (hasPlaceholders && (identifier is EmailAddress ? IsPlaceholderEmail(identifier.Value) : IsPlaceholderNumber(identifier.Value)))
        || (exact.Count > 0 && exact.Contains(identifier))
        || (wildcards.Count > 0 && identifier is EmailAddress && wildcards.Exists(wildcard => wildcard.IsMatch(identifier.Value)));

    private static bool IsPlaceholderEmail(ReadOnlySpan<char> email)
    {
        var at = email.IndexOf('@');
        return email[..at] is "noreply" or "no-reply" or "donotreply" or "null" or "undefined" or "none"
            || email[..at].StartsWith("no-reply-")
            || email[(at + 1)..] is "null" or "undefined" or "none";
    }

    // All zeros as sent: with a default region they may have become a number of its country.
    private bool IsPlaceholderNumber(ReadOnlySpan<char> phoneNumber)
    {
        if (phoneNumber[^1] != '0')
            return false;
        var digits = phoneNumber.TrimStart('+');
        if (phoneNumber[0] == '+' && countryCode is not null && digits.Length > countryCode.Length && digits.StartsWith(countryCode))
            digits = digits[countryCode.Length..];
        return !digits.ContainsAnyExcept('0');
    }

    private bool TryAdd(string pattern, string? defaultRegion)
    {
        if (pattern.Contains('*', StringComparison.Ordinal))
            return TryAddWildcard(pattern.ToLowerInvariant());
        if (EmailAddress.TryCreate(pattern, out var email, out _))
            return exact.Add(email) || true;
        return PhoneNumber.TryCreate(pattern, defaultRegion, out var phoneNumber, out _) && (exact.Add(phoneNumber) || true);
    }

    // A pattern with neither a local part nor a domain would cover every email address.
    private bool TryAddWildcard(string pattern)
    {
        if (!Wildcard().IsMatch(pattern) || pattern.All(character => character is '*' or '@' or '.'))
            return false;
        var expression = Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal);
        wildcards.Add(new Regex($@"\A{expression}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9.*-]+\z")]
    private static partial Regex Wildcard();
}
