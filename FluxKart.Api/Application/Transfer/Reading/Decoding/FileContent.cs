using System.Text;

namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>The text of a file: decompressed, as UTF-8, and without its byte order mark.</summary>
internal sealed class FileContent : IDisposable
{
    private const int LongestHeader = 64 * 1024;

    private readonly CountedStream source;
    private readonly Stream content;
    private readonly Utf8Stream decoded;

    private FileContent(CountedStream source, Stream content, Encoding? encoding)
    {
        this.source = source;
        this.content = content;
        decoded = new Utf8Stream(content, encoding);
        Text = new RewindableStream(decoded);
    }

    public RewindableStream Text { get; }

    private ReadOnlySpan<byte> Start => Text.Peek(0).TrimStart("\r\n \t"u8);

    /// <summary>Whether the first line is a JSON object.</summary>
    public bool IsNdjson { get; private set; }

    /// <summary>The bytes read of the file as it came.</summary>
    public long BytesRead => source.BytesRead;

    /// <summary>What was assumed about the encoding. Complete after the last byte.</summary>
    public IEnumerable<string> Notes => decoded.Note is { } note ? [note] : [];

    /// <summary>Opens a file, and reads its start into memory.</summary>
    /// <exception cref="UnreadableFileException">The file is neither text nor gzip.</exception>
    public static async Task<FileContent> OpenAsync(Stream file, Encoding? encoding, CancellationToken cancellationToken)
    {
        var source = new CountedStream(file);
        var content = new FileContent(source, await Decompression.OpenAsync(source, cancellationToken), encoding);
        try
        {
            while (!content.HasHeader() && await content.Text.ExtendAsync(cancellationToken))
            {
            }

            content.Recognise();
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        content.Dispose();
        decoded.Dispose();
    }

    /// <summary>Whether the first line that is not empty is in memory, or enough of it to see that it is not a header.</summary>
    private bool HasHeader() => Start is var start && (start.ContainsAny((byte)'\r', (byte)'\n') || start.Length > LongestHeader);

    private void Recognise()
    {
        var start = Start;
        if (start.Contains((byte)0))
        {
            throw new UnreadableFileException(
                "This is not a text file, or its encoding is unknown. Save it as UTF-8, or state its encoding.");
        }

        if (start.StartsWith("["u8))
            throw new UnreadableFileException("This is a JSON array. Send one object on each line instead (NDJSON).");
        IsNdjson = start.StartsWith("{"u8);
    }
}
