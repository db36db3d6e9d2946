namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>Detects the separator of a CSV file from its header.</summary>
internal static class Separators
{
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    // Excel writes this line, and the CSV reader understands it.
    private static ReadOnlySpan<byte> Hint => "sep="u8;

    /// <summary>The separator that was given, else the one that the header has most of, outside quotes.</summary>
    /// <param name="start">The start of the file as UTF-8, with at least its first line.</param>
    /// <param name="given">The separator that somebody gave, or null.</param>
    /// <returns>Null if the first line states the separator, which goes before both.</returns>
    public static char? Detect(ReadOnlySpan<byte> start, char? given)
    {
        start = start.TrimStart("\r\n"u8);
        if (start.StartsWith(Hint))
            return null;
        if (given is not null)
            return given;

        Span<int> counts = stackalloc int[Candidates.Length];
        var isQuoted = false;
        foreach (var character in start)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (isQuoted)
                continue;
            else if (character is (byte)'\r' or (byte)'\n')
                break;
            else if (Candidates.IndexOf(character) is >= 0 and var candidate)
                counts[candidate]++;
        }

        var best = 0;
        for (var candidate = 1; candidate < counts.Length; candidate++)
        {
            if (counts[candidate] > counts[best])
                best = candidate;
        }

        return (char)Candidates[best];
    }
}
