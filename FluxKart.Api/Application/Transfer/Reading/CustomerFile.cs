using System.Runtime.CompilerServices;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Application.Transfer.Reading.Headers;
using FluxKart.Api.Application.Transfer.Reading.Records;

namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>
/// A file of customers, CSV or NDJSON, perhaps compressed. It is read in constant memory; its encoding, separator and columns are detected.
/// </summary>
internal sealed class CustomerFile : IDisposable
{
    // Splitting a file into records is work for one thread, and reading their values for up to four. Records of the largest size still fit
    // into memory.
    private const int RowsOfABatch = 128;
    private const int BatchesAtOnce = 4;

    private readonly FileContent content;
    private readonly IRecordReader records;
    private readonly HeaderColumns columns;
    private readonly RowReader rows;

    private CustomerFile(FileContent content, IRecordReader records, HeaderColumns columns, RowReader rows)
    {
        this.content = content;
        this.records = records;
        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>The names of the columns, in their order in <see cref="ImportedRow.Cells"/>.</summary>
    public IReadOnlyList<string> Header => records.Header;

    /// <summary>What was detected or assumed, for the summary. Complete after the last row.</summary>
    public IReadOnlyList<string> Notes => [.. DetectionNotes.Of(records.Header, columns), .. content.Notes];

    /// <summary>The bytes read so far of the file as it came, perhaps compressed. Another thread may ask for them.</summary>
    public long BytesRead => content.BytesRead;

    /// <summary>Opens a file, and reads its header.</summary>
    /// <param name="file">The file from its beginning. The caller disposes of it.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="clock">No row is from later than its time.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="UnreadableFileException">The file is not a CSV or NDJSON file with known columns.</exception>
    public static async Task<CustomerFile> OpenAsync(
        Stream file, ReadingOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var content = await FileContent.OpenAsync(file, options.Encoding, cancellationToken);
        try
        {
            var (records, named) = await OpenRecordsAsync(content, options, cancellationToken);
            var columns = HeaderColumns.Match(records.Header, named);
            return new CustomerFile(content, records, columns, new RowReader(records.Header, columns, options, clock));
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Reads the rows in the order of the file. To be called once. Blank rows are left out.</summary>
    /// <exception cref="UnreadableFileException">The compressed data is damaged.</exception>
    public async IAsyncEnumerable<ImportedRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var continuations = new ContinuationRows(columns);
        var pending = new List<FileRecord>(RowsOfABatch);
        var batches = new Queue<Task<ImportedRow[]>>(BatchesAtOnce);
        await foreach (var record in records.ReadAsync(cancellationToken))
        {
            pending.Add(continuations.Complete(WithFault(record)));
            if (pending.Count < RowsOfABatch)
                continue;
            batches.Enqueue(ReadBatch([.. pending]));
            pending.Clear();
            if (batches.Count < BatchesAtOnce)
                continue;
            foreach (var row in await batches.Dequeue())
                yield return row;
        }

        batches.Enqueue(ReadBatch([.. pending]));
        while (batches.TryDequeue(out var batch))
        {
            foreach (var row in await batch)
                yield return row;
        }
    }

    public void Dispose() => content.Dispose();

    private static async Task<(IRecordReader, IReadOnlyDictionary<ColumnKind, IReadOnlyList<string>>)> OpenRecordsAsync(
        FileContent content, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (!content.IsNdjson)
            return (await CsvRecords.OpenAsync(content.Text, options.Delimiter, cancellationToken), options.Columns);
        var named = NdjsonProperties.Named(options.Columns);
        return (new NdjsonRecords(content.Text, [.. named.Values.SelectMany(names => names).Distinct()]), named);
    }

    private FileRecord WithFault(FileRecord record) =>
        record.Fault is null
        && record.Cells.Count > records.Header.Length
        && record.Cells.Skip(records.Header.Length).Any(cell => !string.IsNullOrWhiteSpace(cell))
            ? new FileRecord(record.Line, record.Cells, RecordFaults.TooManyCells)
            : record;

    private Task<ImportedRow[]> ReadBatch(FileRecord[] batch) => Task.Run(() => Array.ConvertAll(batch, rows.Read));
}
