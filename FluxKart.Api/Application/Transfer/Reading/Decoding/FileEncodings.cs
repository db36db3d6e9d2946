using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>The encodings of files, by name and by byte order mark.</summary>
internal static class FileEncodings
{
    /// <summary>
    /// Stands for bytes that are invalid in their encoding. Unicode assigns it to no character, so text does not contain it.
    /// </summary>
    public const string InvalidBytes = "\uFFFF";

    /// <summary>Western European, as Excel saves a CSV file unless told otherwise.</summary>
    public static readonly Encoding Windows1252 = Marking(CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    /// <summary>The longest byte order mark.</summary>
    public const int LongestMark = 3;

    /// <summary>Finds an encoding by its IANA name, such as <c>iso-8859-1</c>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Encoding? encoding)
    {
        encoding = CodePagesEncodingProvider.Instance.GetEncoding(name)
            ?? Encoding.GetEncodings().FirstOrDefault(known => IsNamed(known, name))?.GetEncoding();
        // Encoding names it by another name than people do.
        if (encoding is null && name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            encoding = Encoding.UTF8;
        return encoding is not null;
    }

    /// <summary>The encoding that a byte order mark names, and the mark's length; null without a mark.</summary>
    public static (Encoding? Encoding, int Length) ByMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    /// <summary>The same encoding, which decodes invalid bytes to <see cref="InvalidBytes"/>.</summary>
    public static Encoding Marking(Encoding encoding)
    {
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(InvalidBytes);
        return marking;
    }

    private static bool IsNamed(EncodingInfo known, string name) => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
