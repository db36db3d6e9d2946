namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>
/// A stream that can be read again from any byte that was not released. A reader of records looks ahead; after a record that it cannot
/// read it must continue at the next line.
/// </summary>
internal sealed class RewindableStream(Stream source) : ForwardStream
{
    private const int ChunkSize = 64 * 1024;
    private const int BeginningSize = 1000;

    private byte[] window = new byte[2 * ChunkSize];
    private long windowOffset;
    private int released;
    private int position;
    private int end;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position == end && !await ExtendAsync(cancellationToken))
            return 0;
        var count = Math.Min(buffer.Length, end - position);
        window.AsMemory(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    /// <summary>Forgets what is before that byte of the stream.</summary>
    public void Release(long offset) => released = (int)(offset - windowOffset);

    /// <summary>Continues at that byte of the stream.</summary>
    public void Rewind(long offset) => position = (int)(offset - windowOffset);

    /// <summary>The bytes from there on that are in memory.</summary>
    public ReadOnlySpan<byte> Peek(long offset)
    {
        var from = (int)(offset - windowOffset);
        return window.AsSpan(from, end - from);
    }

    /// <summary>Finds the end of a line. The line stays in memory, unless it is too long. Then its beginning is kept.</summary>
    /// <param name="start">Where the line starts; what is before it is forgotten.</param>
    /// <param name="maxLength">The most bytes of a line that are kept.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<TextLine> FindLineAsync(long start, int maxLength, CancellationToken cancellationToken)
    {
        var from = start;
        byte[]? beginning = null;
        Release(from);
        while (true)
        {
            var (length, lineBreak) = LineAt(from);
            if (length > maxLength)
                beginning ??= Peek(from)[..Math.Min(length, BeginningSize)].ToArray();
            if (lineBreak > 0 || !await ExtendAsync(cancellationToken))
                return new TextLine(beginning is null ? length : null, from + length + lineBreak, beginning);
            if (length <= maxLength)
                continue;
            from += length;
            Rewind(from);
            Release(from);
        }
    }

    /// <summary>Reads one more chunk into memory.</summary>
    /// <returns>False at the end of the stream.</returns>
    public async Task<bool> ExtendAsync(CancellationToken cancellationToken)
    {
        if (window.Length - end < ChunkSize)
            MakeRoom();
        var count = await source.ReadAsync(window.AsMemory(end, ChunkSize), cancellationToken);
        end += count;
        return count > 0;
    }

    /// <returns>The length of the line, and of its line break; 0 if the line break is not in memory.</returns>
    private (int Length, int LineBreak) LineAt(long offset)
    {
        var rest = Peek(offset);
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
            return (rest.Length, 0);
        if (rest[length] == '\n')
            return (length, 1);
        // The line feed after a carriage return may not have been read yet.
        return length + 1 == rest.Length ? (length, 0) : (length, rest[length + 1] == '\n' ? 2 : 1);
    }

    private void MakeRoom()
    {
        var kept = end - released;
        // The reader bounds the size of a record, and so the size of the window.
        var target = window.Length - kept < ChunkSize ? new byte[window.Length * 2] : window;
        window.AsSpan(released, kept).CopyTo(target);
        window = target;
        windowOffset += released;
        (position, end, released) = (position - released, kept, 0);
    }
}
