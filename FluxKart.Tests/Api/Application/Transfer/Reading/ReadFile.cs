using System.Text;
using FluxKart.Api.Application.Transfer.Reading;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>A customer file that was read to its end.</summary>
internal sealed class ReadFile
{
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public required IReadOnlyList<string> Header { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required long BytesRead { get; init; }

    public required IReadOnlyList<ImportedRow> Rows { get; init; }

    public static Task<ReadFile> OfAsync(string text, ReadingOptions? options = null) => OfAsync(Encoding.UTF8.GetBytes(text), options);

    public static Task<ReadFile> OfAsync(byte[] bytes, ReadingOptions? options = null) => OfAsync(new MemoryStream(bytes), options);

    public static async Task<ReadFile> OfAsync(Stream stream, ReadingOptions? options = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var file = await CustomerFile.OpenAsync(stream, options ?? new ReadingOptions(), new FakeTimeProvider(Now), cancellationToken);
        var rows = new List<ImportedRow>();
        await foreach (var row in file.ReadAsync(cancellationToken))
            rows.Add(row);
        return new ReadFile { Header = file.Header, Notes = file.Notes, BytesRead = file.BytesRead, Rows = rows };
    }

    /// <summary>Reads a file that has one row.</summary>
    public static async Task<ImportedRow> RowOfAsync(string text, ReadingOptions? options = null) => Assert.Single((await OfAsync(text, options)).Rows);

    public static IEnumerable<string> Emails(ImportedRow row) => row.Emails.Select(email => email.Value);

    public static IEnumerable<string> PhoneNumbers(ImportedRow row) => row.PhoneNumbers.Select(number => number.Value);
}
