using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>A file that a client sends to be imported.</summary>
/// <param name="Content">The file as it comes, perhaps compressed.</param>
/// <param name="Format">What the client says that it is.</param>
/// <param name="Reading">How to read it.</param>
/// <param name="IsDryRun">Whether nothing of it is written, although all is counted as if it were.</param>
public sealed record SentFile(Stream Content, ImportFormat Format, ReadingOptions Reading, bool IsDryRun)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SentFile);
}
