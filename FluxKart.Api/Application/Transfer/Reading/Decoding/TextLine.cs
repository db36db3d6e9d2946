namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>Where a line of a text is.</summary>
/// <param name="Length">Its length in bytes without the line break; null if it is longer than was asked for.</param>
/// <param name="Next">The offset of the next line. The offset of the line itself if the text ends there.</param>
internal readonly record struct TextLine(int? Length, long Next);
