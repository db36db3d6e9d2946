using System.Buffers;
using System.Text;

namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>
/// The text of a file as UTF-8. Without a byte order mark the first character beyond ASCII decides: if it is valid in UTF-8, so is the
/// file, else the file is Windows-1252. So the decision needs no second pass. Bytes that are invalid in UTF-8 are passed on as they are.
/// </summary>
internal sealed class Utf8Stream(Stream source, Encoding? encoding) : ForwardStream
{
    // A character of UTF-8 is at most four bytes long.
    private const int LongestCharacter = 4;

    private readonly byte[] chunk = new byte[64 * 1024];
    private int start;
    private int end;
    private long line = 1;
    private bool isStarted;
    private Stream? decided;

    /// <summary>What was assumed about the encoding, for the summary; null if nothing was assumed, or not yet.</summary>
    public string? Note { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!isStarted)
            await StartAsync(cancellationToken);
        while (decided is null)
        {
            if (start == end && !await FillAsync(1, cancellationToken))
                return 0;
            var ascii = chunk.AsSpan(start, end - start).IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii != 0)
                return TakeAscii(buffer.Span, ascii < 0 ? end - start : ascii);
            await DecideAsync(cancellationToken);
        }

        return await decided.ReadAsync(buffer, cancellationToken);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        isStarted = true;
        await FillAsync(FileEncodings.LongestMark, cancellationToken);
        var (marked, length) = FileEncodings.ByMark(chunk.AsSpan(0, end));
        var known = encoding ?? marked;
        if (known is null)
            return;
        if (marked is not null && marked.CodePage == known.CodePage)
            start = length;
        Decide(known);
    }

    private int TakeAscii(Span<byte> buffer, int count)
    {
        count = Math.Min(count, buffer.Length);
        var ascii = chunk.AsSpan(start, count);
        ascii.CopyTo(buffer);
        line += ascii.Count((byte)'\n');
        start += count;
        return count;
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        await FillAsync(LongestCharacter, cancellationToken);
        if (Rune.DecodeFromUtf8(chunk.AsSpan(start, end - start), out _, out _) == OperationStatus.Done)
        {
            Decide(Encoding.UTF8);
            return;
        }

        Note = $"The file is not UTF-8 (line {line}), and was read as Windows-1252. If names look wrong, state its encoding.";
        Decide(FileEncodings.Windows1252);
    }

    private void Decide(Encoding known)
    {
        var bytes = new PrefixedStream(chunk.AsMemory(start, end - start), source);
        decided = known.CodePage == Encoding.UTF8.CodePage
            ? bytes
            : Encoding.CreateTranscodingStream(bytes, FileEncodings.Marking(known), Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Reads until the chunk has that many bytes, or all there are.</summary>
    /// <returns>Whether the chunk has any byte.</returns>
    private async Task<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (end - start >= count)
            return true;
        chunk.AsSpan(start, end - start).CopyTo(chunk);
        (start, end) = (0, end - start);
        end += await source.ReadAtLeastAsync(chunk.AsMemory(end), count - end, throwOnEndOfStream: false, cancellationToken);
        return end > start;
    }
}
