using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>What can be wrong with a record as a whole.</summary>
internal static class RecordFaults
{
    /// <summary>The longest record, in bytes of UTF-8. A cell of a spreadsheet has at most 32,767 characters.</summary>
    public const int MaxRecordSize = 128 * 1024;

    public const string UnclosedQuote =
        "A quote in this line is never closed, or the record is too long. Close the quote, and write a quote inside a cell twice.";

    public const string MalformedJson = "This line is not a JSON object. Send one object on each line.";

    public const string TooLongLine = "This line is longer than 128 KiB. Send an object that is shorter.";

    // Its values may have moved into the wrong columns.
    public const string TooManyCells = "This row has more cells than the header. Put quotes around cells that contain the separator.";

    private static ReadOnlySpan<byte> Marked => "\uFFFF"u8;

    /// <summary>Reports bytes that are invalid in the file's encoding.</summary>
    /// <param name="record">The record as UTF-8.</param>
    /// <param name="line">The line where the record starts.</param>
    /// <returns>Null if all bytes are valid. Otherwise a sentence that names the line of the first invalid byte.</returns>
    public static string? InvalidBytes(ReadOnlySpan<byte> record, long line)
    {
        var marked = record.IndexOf(Marked);
        if (marked < 0 && Utf8.IsValid(record))
            return null;
        var valid = marked >= 0 ? marked : ValidLength(record);
        return $"Line {line + record[..valid].Count((byte)'\n')} has bytes that are invalid in the file's encoding. "
            + "Save the file as UTF-8, or state its encoding.";
    }

    private static int ValidLength(ReadOnlySpan<byte> record)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(record[length..], out _, out var consumed) == OperationStatus.Done)
            length += consumed;
        return length;
    }
}
