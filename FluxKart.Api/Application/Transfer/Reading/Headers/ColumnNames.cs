using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>
/// The columns that somebody names, such as <c>email:Email,phoneNumber:Phone;Mobile</c>. What is named replaces what is recognised, kind by
/// kind. A kind with an empty name has no column.
/// </summary>
internal static class ColumnNames
{
    public static readonly IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> None =
        FrozenDictionary<ColumnKind, IReadOnlyList<string>>.Empty;

    private const string Fix = "Write columns like email:Email,phoneNumber:Phone;Mobile,createdAt:Created.";

    /// <summary>Parses the text form.</summary>
    /// <param name="text">Kinds separated by commas, each with its column names after a colon, separated by semicolons.</param>
    /// <param name="columns">The names by kind, in the order as written.</param>
    /// <param name="error">How to fix the text, or null if it is valid.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>>? columns,
        [NotNullWhen(false)] out string? error)
    {
        (columns, error) = (null, null);
        var named = new Dictionary<ColumnKind, IReadOnlyList<string>>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                error = $"Each part needs a colon between the kind and the column. {Fix}";
                return false;
            }

            if (!ColumnKinds.ByName.TryGetValue(part[..colon].Trim(), out var kind))
            {
                error = $"Before each colon use one of {string.Join(", ", ColumnKinds.ByName.Keys.Order(StringComparer.Ordinal))}. {Fix}";
                return false;
            }

            var names = part[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            named[kind] = named.TryGetValue(kind, out var before) ? [.. before, .. names] : names;
        }

        if (named.Count == 0)
        {
            error = $"Name at least one column. {Fix}";
            return false;
        }

        columns = named;
        return true;
    }
}
