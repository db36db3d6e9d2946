using System.Runtime.CompilerServices;
using CsvHelper;
using FluxKart.Api.Application.Transfer.Reading.Decoding;

namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>
/// Reads the records of a CSV file. After a record with an unclosed quote it continues at the next line, so that one quote costs one line
/// and not the rest of the file.
/// </summary>
internal sealed class CsvRecords : IRecordReader
{
    // A file with a bad quote in each line needs a new reader for each.
    private const int BufferSize = 16 * 1024;

    private readonly RewindableStream text;
    private CsvReaderOptions options;
    private CsvReader reader;
    // Where the reader began, which counts bytes and lines from there.
    private long firstByte;
    private long firstLine = 1;
    private long malformedLine;
    private CsvMalformedReason malformedReason;
    // Where the record begins that cannot be read.
    private long failedByte;
    private long failedLine;

    private CsvRecords(RewindableStream text, char? separator)
    {
        this.text = text;
        options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            BufferSize = BufferSize,
            MaxRecordSize = RecordFaults.MaxRecordSize,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => (malformedLine, malformedReason) = (record.LineNumber, record.Reason),
        };
        reader = CsvReader.Create(text, options, leaveOpen: true);
    }

    public string[] Header { get; private set; } = [];

    /// <summary>Reads the header, and detects the separator from it if it is not given.</summary>
    /// <exception cref="UnreadableFileException">There is no header.</exception>
    public static async Task<CsvRecords> OpenAsync(RewindableStream text, char? separator, CancellationToken cancellationToken)
    {
        var records = new CsvRecords(text, Separators.Detect(text.Peek(0), separator));
        await foreach (var record in records.ReadAsync(cancellationToken))
        {
            if (record.Fault is not null)
                throw new UnreadableFileException("The header cannot be read. " + record.Fault);
            records.Header = [.. record.Cells];
            return records;
        }

        throw new UnreadableFileException("The file is empty. Send a file with a header and at least one row.");
    }

    public async IAsyncEnumerable<FileRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await TryReadAsync(cancellationToken) is { } found)
        {
            if (!found)
            {
                yield return await SkipLineAsync(cancellationToken);
                continue;
            }

            var record = Current();
            text.Release(firstByte + reader.ByteOffset);
            if (record is not null)
                yield return record;
        }
    }

    /// <returns>Null at the end of the file, and false if the next record cannot be read.</returns>
    private async ValueTask<bool?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await reader.ReadAsync(cancellationToken))
                return null;
            // On one line a stray quote is text. Over several lines it has joined records that do not belong together.
            if (malformedLine != reader.LineNumber || !IsUnclosed(reader.RawRecord))
                return true;
            (failedByte, failedLine) = (firstByte + reader.ByteOffset, firstLine + reader.LineNumber - 1);
        }
        catch (CsvFormatException exception)
        {
            (failedByte, failedLine) = (firstByte + exception.ByteOffset, firstLine + exception.LineNumber - 1);
        }

        return false;
    }

    private bool IsUnclosed(ReadOnlySpan<byte> record) =>
        malformedReason == CsvMalformedReason.UnterminatedQuote || record.ContainsAny((byte)'\n', (byte)'\r');

    /// <returns>Null for an empty line.</returns>
    private FileRecord? Current()
    {
        var line = firstLine + reader.LineNumber - 1;
        var cells = EncodedCells.Of(reader);
        return cells.AreBlank() ? null : new FileRecord(line, cells, RecordFaults.InvalidBytes(reader.RawRecord, line));
    }

    /// <summary>Continues after the first line of the record that cannot be read.</summary>
    private async Task<FileRecord> SkipLineAsync(CancellationToken cancellationToken)
    {
        var line = await text.FindLineAsync(failedByte, RecordFaults.MaxRecordSize, cancellationToken);
        var skipped = new FileRecord(
            failedLine,
            line.Length is { } length
                ? CellsOf(text.Peek(failedByte)[..length].ToArray())
                : UndividedText.BeginningToCells(line.Beginning.Span, Header.Length),
            RecordFaults.UnclosedQuote);

        text.Release(line.Next);
        text.Rewind(line.Next);
        (firstByte, firstLine, malformedLine) = (line.Next, failedLine + 1, 0);
        options = options with { Separator = reader.Separator };
        reader.Dispose();
        reader = CsvReader.Create(text, options, leaveOpen: true);
        return skipped;
    }

    private string[] CellsOf(byte[] line)
    {
        using var cells = CsvReader.Create(line, options with { AllowLineBreaksInQuotes = false, OnMalformedRecord = null });
        return cells.Read() ? cells.Current.ToArray() : [];
    }
}
