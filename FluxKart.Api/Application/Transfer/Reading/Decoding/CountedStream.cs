namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>Counts the bytes that are read from a stream. The count may be read while another thread reads the stream.</summary>
internal sealed class CountedStream(Stream source) : ForwardStream
{
    private long bytesRead;

    public long BytesRead => Volatile.Read(ref bytesRead);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        Volatile.Write(ref bytesRead, bytesRead + count);
        return count;
    }
}
