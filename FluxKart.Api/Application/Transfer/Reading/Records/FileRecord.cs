namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>One record of a file as text, before its values are read.</summary>
/// <param name="line">The line of the file where the record starts, from 1.</param>
/// <param name="cells">Its cells in the order of the header; perhaps fewer or more.</param>
/// <param name="fault">Why the record as a whole cannot be read, and how to fix it; null if it can.</param>
internal sealed class FileRecord(long line, IReadOnlyList<string> cells, string? fault = null)
{
    public long Line { get; } = line;

    public IReadOnlyList<string> Cells { get; } = cells;

    public string? Fault { get; } = fault;
}
