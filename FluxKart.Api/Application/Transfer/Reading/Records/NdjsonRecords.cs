using System.Runtime.CompilerServices;
using System.Text.Json;
using FluxKart.Api.Application.Transfer.Reading.Decoding;

namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>Reads a file with one JSON object on each line. The columns are properties, whose names match in any case.</summary>
internal sealed class NdjsonRecords(RewindableStream text, string[] properties) : IRecordReader
{
    /// <summary>Separates the values of an array in a cell, as Google Contacts does.</summary>
    private const string ValueSeparator = " ::: ";

    public string[] Header { get; } = properties;

    public async IAsyncEnumerable<FileRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = 0L;
        for (var number = 1L; ; number++)
        {
            var line = await text.FindLineAsync(start, RecordFaults.MaxRecordSize, cancellationToken);
            if (line.Next == start)
                break;
            var record = line.Length is { } length
                ? Read(text.Peek(start)[..length], number)
                : new FileRecord(
                    number, UndividedText.BeginningToCells(line.Beginning.Span, Header.Length), RecordFaults.TooLongLine);
            if (record is not null)
                yield return record;
            start = line.Next;
        }
    }

    /// <returns>Null for an empty line.</returns>
    private FileRecord? Read(ReadOnlySpan<byte> line, long number)
    {
        line = line.Trim(" \t"u8);
        if (line.IsEmpty)
            return null;
        var fault = RecordFaults.InvalidBytes(line, number);
        if (fault is not null)
            return Undivided(line, number, fault);

        var cells = new string[Header.Length];
        Array.Fill(cells, "");
        try
        {
            var reader = new Utf8JsonReader(line);
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind != JsonValueKind.Object || reader.Read())
                return Undivided(line, number, RecordFaults.MalformedJson);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                var column = Array.FindIndex(Header, name => name.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
                if (column >= 0)
                    cells[column] = ToText(property.Value);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is for a lone surrogate in a string, written as an escape.
            return Undivided(line, number, RecordFaults.MalformedJson);
        }

        return new FileRecord(number, cells);
    }

    private FileRecord Undivided(ReadOnlySpan<byte> line, long number, string fault) =>
        new(number, UndividedText.ToCells(line, Header.Length), fault);

    private static string ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(ValueSeparator, value.EnumerateArray().Select(ToText).Where(text => text.Length > 0)),
        JsonValueKind.Number => ToText(value.GetRawText()),
        // It is invalid as a value, and reported as one.
        _ => value.GetRawText(),
    };

    // A number as it is written, since a phone number may have more digits than any number type. A sign or decimal places would be
    // punctuation in a phone number, so that number is quoted, which is invalid.
    private static string ToText(string number) =>
        number.Contains('-') || (number.Contains('.') && !number.Contains('E') && !number.Contains('e') && !IsWhole(number))
            ? $"\"{number}\""
            : number;

    private static bool IsWhole(string number) => number.AsSpan(number.IndexOf('.', StringComparison.Ordinal)) is ".0" or ".00";
}
