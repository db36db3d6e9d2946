namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// A set of hash codes with room for a few million. It takes less memory and time than a <see cref="HashSet{T}"/>: there is nothing beside
/// the codes, and each is usually found at the first place where it is looked for.
/// </summary>
internal sealed class HashCodeSet
{
    // A power of two, so that each code has its place by its lowest bits. 32 MiB.
    private const int Places = 1 << 23;
    // Beyond it, places are taken so often that the search becomes slow.
    private const int MaxCount = Places / 3 * 2;
    private const int Empty = 0;

    private int[] places = new int[Places];
    private int count;

    /// <summary>Whether no more codes should be added.</summary>
    public bool IsFull => count >= MaxCount;

    /// <summary>Gives the memory back. Nothing may be added any more.</summary>
    public void Clear() => places = [];

    /// <returns>False if the code was there already.</returns>
    public bool Add(int code)
    {
        var stored = code == Empty ? ~Empty : code;
        var place = stored & (Places - 1);
        while (places[place] != Empty)
        {
            if (places[place] == stored)
                return false;
            place = (place + 1) & (Places - 1);
        }

        places[place] = stored;
        count++;
        return true;
    }
}
