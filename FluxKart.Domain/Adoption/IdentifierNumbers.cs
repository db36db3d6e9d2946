using System.Runtime.InteropServices;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Adoption;

/// <summary>
/// Numbers the identifiers that several rows hold. There can be millions, so it keeps a hash of each in place of the value itself.
/// </summary>
/// <param name="capacity">About how many identifiers there will be.</param>
internal sealed class IdentifierNumbers(int capacity)
{
    /// <summary>The number of an identifier that links nothing: it is absent, shared, or held by one row only.</summary>
    public const int None = -1;

    private readonly List<UInt128> hashes = new(capacity);
    // Twice the place of the row, and 1 more for a phone number.
    private readonly List<int> holders = new(capacity);

    public void Add(int place, Identifier identifier)
    {
        hashes.Add(TextHash.Of(identifier));
        holders.Add(checked(2 * place) + (identifier is PhoneNumber ? 1 : 0));
    }

    /// <summary>Numbers the identifiers from 0.</summary>
    /// <param name="emails">Gets the number of each row's email address, where it links something.</param>
    /// <param name="phoneNumbers">Gets the number of each row's phone number, where it links something.</param>
    /// <returns>How many numbers there are.</returns>
    public int Assign(int[] emails, int[] phoneNumbers)
    {
        var sorted = CollectionsMarshal.AsSpan(hashes);
        sorted.Sort(CollectionsMarshal.AsSpan(holders));
        var count = 0;
        for (var first = 0; first < sorted.Length;)
        {
            var end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first])
                end++;
            if (end - first > 1)
            {
                foreach (var holder in CollectionsMarshal.AsSpan(holders)[first..end])
                    (holder % 2 == 0 ? emails : phoneNumbers)[holder / 2] = count;
                count++;
            }

            first = end;
        }

        return count;
    }
}
