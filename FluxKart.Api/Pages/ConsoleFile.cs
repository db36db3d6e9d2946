using System.IO.Compression;
using System.Security.Cryptography;

namespace FluxKart.Api.Pages;

/// <summary>A file of the console.</summary>
/// <param name="content">Its bytes.</param>
/// <param name="mediaType">The media type of the bytes, such as <c>text/css</c>.</param>
public sealed class ConsoleFile(byte[] content, string mediaType)
{
    private const int HashLength = 16;

    public byte[] Content => content;

    public string MediaType => mediaType;

    /// <summary>The bytes in the format gzip.</summary>
    public byte[] Compressed { get; } = Compress(content);

    /// <summary>The beginning of the content's SHA-256.</summary>
    public string Hash { get; } = HashOf(content);

    /// <summary>The beginning of the bytes' SHA-256, in lower-case hexadecimal digits.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength];

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
