using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Api.Application.Transfer.Reading.Records;
using FluxKart.Api.Application.Transfer.Reading.Values;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>
/// Completes the rows that continue the one above them: a customer of Magento with several addresses has a row for each, and only the first
/// has the email. Completed, each row stands for itself.
/// </summary>
internal sealed class ContinuationRows(HeaderColumns columns)
{
    private const string Orphan = "This row continues the row above it, which could not be read. Send both rows again.";

    private readonly int[] continued = [.. columns[ColumnKind.Email], .. columns[ColumnKind.CreatedAt]];
    private FileRecord? above;

    /// <summary>Completes the next record. The records must come in the order of the file.</summary>
    public FileRecord Complete(FileRecord record) => columns.HasContinuationRows ? CompleteFromAbove(record) : record;

    private FileRecord CompleteFromAbove(FileRecord record)
    {
        var isContinuation = columns[ColumnKind.Email].All(column => IsBlank(record, column));
        if (record.Fault is not null || !isContinuation)
        {
            above = record.Fault is null ? record : null;
            return record;
        }

        if (above is null)
            return new FileRecord(record.Line, record.Cells, Orphan);
        var cells = record.Cells.ToArray();
        foreach (var column in continued.Where(column => column < cells.Length && IsBlank(record, column)))
            cells[column] = column < above.Cells.Count ? above.Cells[column] : "";
        return new FileRecord(record.Line, cells);
    }

    private static bool IsBlank(FileRecord record, int column) =>
        column >= record.Cells.Count || CellText.Of(record.Cells[column]) is null;
}
