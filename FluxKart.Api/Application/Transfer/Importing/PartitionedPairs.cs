namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Pairs of a key and a value, which are hashes, divided by the key into files. One of them at a time is read into memory, so any number of
/// pairs can be searched. The files hold no values of customers.
/// </summary>
internal sealed class PartitionedPairs : IDisposable
{
    private const int Partitions = 64;
    private const int PairSize = 32;

    private readonly Stream?[] partitions = new Stream?[Partitions];
    private readonly byte[] pair = new byte[PairSize];

    public void Add(UInt128 key, UInt128 value)
    {
        var partition = partitions[(int)(key % Partitions)] ??= TemporaryFile.Create();
        BitConverter.TryWriteBytes(pair, key);
        BitConverter.TryWriteBytes(pair.AsSpan(PairSize / 2), value);
        partition.Write(pair);
    }

    /// <summary>The keys that were added with more than one value.</summary>
    public HashSet<UInt128> FindKeysWithSeveralValues()
    {
        var found = new HashSet<UInt128>();
        foreach (var partition in partitions.OfType<Stream>())
        {
            var firstValues = new Dictionary<UInt128, UInt128>();
            partition.Position = 0;
            while (partition.ReadAtLeast(pair, PairSize, throwOnEndOfStream: false) == PairSize)
            {
                var (key, value) = (BitConverter.ToUInt128(pair), BitConverter.ToUInt128(pair.AsSpan(PairSize / 2)));
                if (!firstValues.TryAdd(key, value) && firstValues[key] != value)
                    found.Add(key);
            }
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var partition in partitions)
            partition?.Dispose();
    }
}
