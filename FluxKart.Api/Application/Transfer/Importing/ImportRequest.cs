using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>A file to import.</summary>
/// <param name="OpenFile">
/// Opens the file from its beginning. Called once more if the file says which rows are the same customer, and once more if the load of the
/// first rows fails. The caller of it disposes of the stream.
/// </param>
/// <param name="Reading">How to read the file.</param>
/// <param name="IsDryRun">Whether nothing is written, although all is counted as if it were.</param>
internal sealed record ImportRequest(Func<Stream> OpenFile, ReadingOptions Reading, bool IsDryRun)
{
    /// <summary>Whether others that use the same SQLite file may wait for the whole import, as for a command.</summary>
    public bool MayBlockOthers { get; init; }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportRequest);
}
