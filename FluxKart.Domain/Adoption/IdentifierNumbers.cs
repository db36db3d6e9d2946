using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Adoption;

/// <summary>
/// Numbers identifiers, so that millions of them can be compared in little memory. It keeps 128 bits of a cryptographic hash of each, in
/// place of the value itself.
/// </summary>
internal sealed class IdentifierNumbers
{
    /// <summary>The number of an absent identifier.</summary>
    public const int None = -1;

    private readonly Dictionary<(ulong, ulong), int> numbers = [];

    public int Count => numbers.Count;

    /// <summary>The same number for the same identifier, from 0.</summary>
    public int NumberOf(Identifier identifier)
    {
        var value = identifier.Value;
        Span<byte> text = stackalloc byte[1 + Encoding.UTF8.GetMaxByteCount(Math.Max(EmailAddress.MaxLength, PhoneNumber.MaxLength))];
        text[0] = identifier is EmailAddress ? (byte)'e' : (byte)'p';
        var length = 1 + Encoding.UTF8.GetBytes(value, text[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        var halves = MemoryMarshal.Cast<byte, ulong>(hash);
        var key = (halves[0], halves[1]);
        if (!numbers.TryGetValue(key, out var number))
            numbers.Add(key, number = numbers.Count);
        return number;
    }
}
