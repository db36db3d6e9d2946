using System.Collections.Frozen;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>Removes from a cell what spreadsheets and databases write around a value, or instead of one.</summary>
internal static class CellText
{
    /// <summary>The most values that a cell may have. A real customer has far fewer.</summary>
    public const int MaxValues = 100;

    /// <summary>How to fix a cell with more values than that.</summary>
    public static readonly string TooManyValues = $"Write at most {MaxValues} values into a cell.";

    private static readonly FrozenSet<string> Placeholders =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "n/a", "#n/a", "null", "none", "-", @"\N");

    /// <summary>The value of a cell, or null if the cell counts as empty.</summary>
    public static string? Of(string cell)
    {
        if (InvisibleCharacters.IsBlank(cell))
            return null;
        var text = cell.Trim();
        // A formula is how spreadsheets are kept from reading a text as a number, and so is an apostrophe.
        if (text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') && text.Length >= 3)
            text = text[2..^1].Trim();
        if (text.Length > 1 && text[0] == '\'' && (text[1] is '+' or '(' || char.IsAsciiDigit(text[1])))
            text = text[1..];
        return text.Length == 0 || Placeholders.Contains(text) ? null : text;
    }

    /// <summary>The values of a cell that was split.</summary>
    public static IEnumerable<string> Split(string text, params string[] separators) =>
        text.Split(separators, StringSplitOptions.TrimEntries).Select(Of).OfType<string>();
}
