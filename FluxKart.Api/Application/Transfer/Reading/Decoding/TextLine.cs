namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>Where a line of a text is.</summary>
/// <param name="Length">Its length in bytes without the line break; null if it is longer than was asked for.</param>
/// <param name="Next">The offset of the next line. The offset of the line itself if the text ends there.</param>
/// <param name="Beginning">The first bytes of a line that is too long; otherwise empty.</param>
internal readonly record struct TextLine(int? Length, long Next, ReadOnlyMemory<byte> Beginning)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(TextLine);
}
