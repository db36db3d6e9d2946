using System.Globalization;
using CsvHelper;
using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Writes the rows that have faults, as a CSV file that can be fixed and imported: the cells of each row in their columns, then
/// <c>line</c> and <c>error</c>. Cells beyond the header come last.
/// </summary>
/// <param name="output">Where to write, in UTF-8. Closed with this writer.</param>
internal sealed class RefusedRowsWriter(Stream output) : IAsyncDisposable
{
    /// <summary>What is written for a file that has no columns or has not been read yet.</summary>
    public const string HeaderAlone = $"{Line},{Error}\r\n";

    private const string Line = "line";
    private const string Error = "error";

    // A row with more cells than the header is written as it came, so that it can be fixed.
    private readonly CsvWriter csv = CsvWriter.Create(output, new CsvWriterOptions { ValidateFieldCount = false });
    private int columns;
    private int replaced;

    /// <summary>Writes the header. To be called once, before the first row.</summary>
    /// <param name="header">The names of the file's columns. A file that this class has written can be fixed and imported again.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async ValueTask StartAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        replaced = header is [.., Line, Error] ? 2 : 0;
        columns = header.Count - replaced;
        await csv.WriteRecordAsync([.. header.Take(columns), Line, Error], cancellationToken);
    }

    /// <summary>Writes a row.</summary>
    public async ValueTask WriteAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        var errors = row.Faults.Select(fault => fault.Column is null ? fault.Error : $"{fault.Column}: {fault.Error}");
        await csv.WriteRecordAsync(
            [
                .. row.Cells.Concat(Enumerable.Repeat("", columns)).Take(columns),
                row.Line.ToString(CultureInfo.InvariantCulture),
                string.Join(' ', errors),
                .. row.Cells.Skip(columns + replaced),
            ],
            cancellationToken);
    }

    /// <summary>Hands what was written so far to the stream.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await csv.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
