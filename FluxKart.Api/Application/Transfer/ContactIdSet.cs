using System.Collections;
using System.Runtime.InteropServices;

namespace FluxKart.Api.Application.Transfer;

/// <summary>
/// A set of contact ids. Ids are assigned one after the other, so a bit for each is enough: about 1.5 MB for ten million contacts.
/// </summary>
internal sealed class ContactIdSet
{
    private const int BlockSize = 4096;

    private readonly Dictionary<long, BitArray> blocks = [];

    /// <returns>False if the set has the id already.</returns>
    public bool TryAdd(long id)
    {
        var (block, bit) = Math.DivRem(id, BlockSize);
        ref var bits = ref CollectionsMarshal.GetValueRefOrAddDefault(blocks, block, out _);
        bits ??= new BitArray(BlockSize);
        if (bits[(int)bit])
            return false;
        bits[(int)bit] = true;
        return true;
    }
}
