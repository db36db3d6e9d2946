using System.IO.Compression;

namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>Recognises compressed files by their first bytes.</summary>
internal static class Decompression
{
    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    /// <summary>The content of the file: decompressed if it is gzip, else as it is.</summary>
    /// <exception cref="UnreadableFileException">The file is a zip archive, as Excel workbooks are.</exception>
    public static async Task<Stream> OpenAsync(Stream source, CancellationToken cancellationToken)
    {
        var start = new byte[Zip.Length];
        var count = await source.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(start.AsMemory(0, count), source);
        if (start.AsSpan(0, count).StartsWith(Zip))
        {
            throw new UnreadableFileException(
                "This is a zip archive or an Excel workbook. Unpack it, or save the sheet as CSV UTF-8, and send that file.");
        }

        return start.AsSpan(0, count).StartsWith(Gzip) ? new GzipContent(whole) : whole;
    }

    private sealed class GzipContent(Stream compressed) : ForwardStream
    {
        private readonly GZipStream content = new(compressed, CompressionMode.Decompress);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await content.ReadAsync(buffer, cancellationToken);
            }
            catch (InvalidDataException exception)
            {
                throw new UnreadableFileException("The gzip data is damaged or incomplete. Compress the file again.", exception);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }
}
