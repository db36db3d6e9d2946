using System.Text;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Api.Application.Transfer.Reading.Values;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>How to read a file.</summary>
public sealed record ReadingOptions
{
    /// <summary>The columns that somebody named. Kinds without an entry are recognised by the header.</summary>
    public IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> Columns { get; init; } = ColumnNames.None;

    /// <summary>The .NET format of the file's dates; null if they must be unambiguous.</summary>
    public string? DateFormat { get; init; }

    /// <summary>
    /// The ISO 3166 code of the country of numbers without a country code, if no column names a country. Null if it is unknown.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>The separator of the cells of a CSV file; null if it is detected.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The encoding of the file; null if it is detected.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Parses the text form.</summary>
    /// <param name="texts">The options as somebody wrote them.</param>
    /// <param name="errors">How to fix each option that is invalid, by its name in camel case.</param>
    /// <returns>Null if an option is invalid.</returns>
    internal static ReadingOptions? Parse(ReadingOptionTexts texts, out IReadOnlyDictionary<string, string> errors)
    {
        var found = new Dictionary<string, string>();
        errors = found;
        var options = new ReadingOptions
        {
            Columns = ParseColumns(texts.Columns, found),
            DateFormat = ParseDateFormat(texts.DateFormat, found),
            Region = ParseRegion(texts.Region, found),
            Delimiter = ParseDelimiter(texts.Delimiter, found),
            Encoding = ParseEncoding(texts.Encoding, found),
        };
        return found.Count == 0 ? options : null;
    }

    /// <summary>Never the values: a client may write anything into them.</summary>
    public override string ToString() => nameof(ReadingOptions);

    private static IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> ParseColumns(string? text, Dictionary<string, string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ColumnNames.None;
        if (ColumnNames.TryParse(text, out var columns, out var error))
            return columns;
        errors["columns"] = error;
        return ColumnNames.None;
    }

    private static string? ParseDateFormat(string? text, Dictionary<string, string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!DateText.IsFormat(text))
            errors["dateFormat"] = "Write a .NET date format with day, month and year, such as dd/MM/yyyy or dd/MM/yyyy HH:mm:ss.";
        return text;
    }

    private static string? ParseRegion(string? text, Dictionary<string, string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!Regions.TryFind(text, out var region))
            errors["region"] = Regions.Unknown;
        return region;
    }

    private static char? ParseDelimiter(string? text, Dictionary<string, string> errors)
    {
        switch (text?.Trim(' ').ToLowerInvariant())
        {
            case null or "":
                return null;
            case "tab" or @"\t" or "\t":
                return '\t';
            case [',' or ';' or '|'] separator:
                return separator[0];
            default:
                errors["delimiter"] = "Use one of , ; | or tab.";
                return null;
        }
    }

    private static Encoding? ParseEncoding(string? text, Dictionary<string, string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!FileEncodings.TryFind(text.Trim(), out var encoding))
            errors["encoding"] = "Use the name of an encoding, such as utf-8, windows-1252, iso-8859-1 or utf-16.";
        return encoding;
    }
}
