using System.Buffers;
using System.Collections;
using System.Text;
using CsvHelper;

namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>
/// The cells of a record as UTF-8. A cell becomes a string each time that it is read, because most columns are needed only for the file of
/// refused rows.
/// </summary>
internal sealed class EncodedCells : IReadOnlyList<string>
{
    private static readonly SearchValues<byte> AsciiWhiteSpace = SearchValues.Create(" \t\r\n\v\f"u8);

    private readonly byte[] text;
    private readonly int[] ends;

    private EncodedCells(byte[] text, int[] ends)
    {
        this.text = text;
        this.ends = ends;
    }

    public int Count => ends.Length;

    public string this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : ends[index - 1];
            return Encoding.UTF8.GetString(text, start, ends[index] - start);
        }
    }

    /// <summary>Copies the cells of the reader's current record.</summary>
    public static EncodedCells Of(CsvReader reader)
    {
        // The record has them all, and separators and quotes besides.
        var text = new byte[reader.RawRecord.Length];
        var ends = new int[reader.FieldCount];
        var end = 0;
        for (var index = 0; index < ends.Length; index++)
        {
            var cell = reader.GetSpan(index);
            cell.CopyTo(text.AsSpan(end));
            end += cell.Length;
            ends[index] = end;
        }

        return new EncodedCells(text, ends);
    }

    /// <summary>Whether no cell has anything but white space.</summary>
    public bool AreBlank()
    {
        var all = text.AsSpan(0, Count == 0 ? 0 : ends[^1]);
        var first = all.IndexOfAnyExcept(AsciiWhiteSpace);
        return first < 0 || (!Ascii.IsValid(all[first]) && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(all[first..])));
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
