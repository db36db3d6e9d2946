using FluxKart.Api.Application.Transfer.Reading.Decoding;

namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>Which columns of one file hold what.</summary>
internal sealed class HeaderColumns
{
    private const string Value = "value";

    private readonly KnownExport export;
    private readonly string[] keys;
    private readonly Dictionary<ColumnKind, int[]> columns = [];
    private readonly int[] labels;
    private readonly bool[] withoutPlus;

    private HeaderColumns(KnownExport export, string[] keys)
    {
        this.export = export;
        this.keys = keys;
        labels = [.. keys.Select(LabelOf)];
        withoutPlus = [.. keys.Select(key => export.WithoutPlus.Contains(key))];
    }

    /// <summary>The system that exported the file; null if it is unknown.</summary>
    public string? System => export.Name;

    public bool HasContinuationRows => export.HasContinuationRows;

    /// <summary>The columns of a kind, the most important first.</summary>
    public int[] this[ColumnKind kind] => columns[kind];

    /// <summary>The column with the kind of number that a phone column holds, such as a fax; -1 if the file has no such column.</summary>
    public int LabelOf(int column) => labels[column];

    /// <summary>Whether the numbers of a phone column are international, and come without their <c>+</c>.</summary>
    public bool IsWithoutPlus(int column) => withoutPlus[column];

    /// <summary>Finds the columns of a header.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="named">The columns that the user names, which replace those that are recognised.</param>
    /// <exception cref="UnreadableFileException">A named column is missing, or there is no column of identifiers.</exception>
    public static HeaderColumns Match(string[] header, IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>> named)
    {
        string[] keys = [.. header.Select(HeaderKey.Of)];
        HashSet<string> names = [.. keys, .. keys.Select(HeaderKey.WithoutNumbers)];
        var export = KnownExports.All.First(known => known.Matches(names));
        var found = new HeaderColumns(export, keys);
        foreach (var kind in Enum.GetValues<ColumnKind>())
        {
            found.columns[kind] = named.TryGetValue(kind, out var own)
                ? [.. own.SelectMany(name => Find(header, name)).Distinct()]
                : found.Recognise(kind);
        }

        if (found[ColumnKind.Email].Length == 0 && found[ColumnKind.PhoneNumber].Length == 0)
            throw new UnreadableFileException(WithoutIdentifiers(header));
        return found;
    }

    private static int[] Find(string[] header, string name)
    {
        int[] found = [.. Enumerable.Range(0, header.Length).Where(column => IsNamed(header[column], name))];
        return found.Length > 0
            ? found
            : throw new UnreadableFileException($"The header has no column \"{name}\". Name the columns as the file's header does.");
    }

    private static bool IsNamed(string column, string name) => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string WithoutIdentifiers(string[] header) => header.Any(name => name.Contains('@'))
        ? "The first line must be a header with the names of the columns, such as email,phoneNumber."
        : "The header has no known column of email addresses or phone numbers. Name them, as in columns=email:Email,phoneNumber:Phone.";

    private int[] Recognise(ColumnKind kind)
    {
        var names = export.Columns.GetValueOrDefault(kind, []);
        return [.. names.SelectMany(name => Enumerable.Range(0, keys.Length).Where(column => IsKey(keys[column], name))).Distinct()];
    }

    private static bool IsKey(string key, string name) =>
        key == name || (name.Contains('#') && HeaderKey.WithoutNumbers(key) == name);

    private int LabelOf(string key)
    {
        if (!key.EndsWith(Value, StringComparison.Ordinal))
            return -1;
        var stem = key[..^Value.Length];
        return Array.FindIndex(keys, other => other == stem + "label" || other == stem + "type");
    }
}
