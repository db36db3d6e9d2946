using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Tests.Architecture;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>Whether docs/import.md is true.</summary>
public sealed class ImportPageTests
{
    private static readonly ColumnKind[] Columns = [ColumnKind.Email, ColumnKind.PhoneNumber, ColumnKind.CreatedAt, ColumnKind.Region];

    [Fact]
    public void KnownExports_WhenDocumented_HaveTheDocumentedColumns()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs/import.md"))
            .SkipWhile(line => line != "### Known exports").SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.Equal(KnownExports.All.Select(export => export.Name).OfType<string>().Distinct(), rows.Select(SystemOf).Distinct());
        var unknown =
            from row in rows
            from index in Enumerable.Range(0, Columns.Length)
            from name in row[index + 2].Split(", ", StringSplitOptions.RemoveEmptyEntries)
            where !KnownExports.All.Any(export => export.Name == SystemOf(row) && Has(export, Columns[index], HeaderKey.Of(name)))
            select $"{row[1]}: {name}";
        Assert.Empty(unknown);
    }

    private static string SystemOf(string[] row) => row[1].Split(',')[0];

    private static bool Has(KnownExport export, ColumnKind kind, string key) =>
        export.Columns.GetValueOrDefault(kind, []) is var columns && (columns.Contains(key) || columns.Contains(HeaderKey.WithoutNumbers(key)));
}
