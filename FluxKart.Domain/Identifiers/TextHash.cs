using System.Security.Cryptography;
using System.Text;

namespace FluxKart.Domain.Identifiers;

/// <summary>
/// Stands for texts of which there can be millions, in little memory: 128 bits of a cryptographic hash. Two texts never have the same one in
/// practice.
/// </summary>
public static class TextHash
{
    private const int MaxBytesOnStack = 1024;

    /// <summary>Of an identifier. An email address and a phone number never have the same one.</summary>
    public static UInt128 Of(Identifier identifier) => Of(identifier is EmailAddress ? 'e' : 'p', identifier.Value);

    /// <summary>Of any other text.</summary>
    public static UInt128 Of(string text) => Of('t', text);

    private static UInt128 Of(char kind, string text)
    {
        var length = 1 + Encoding.UTF8.GetByteCount(text);
        var bytes = length <= MaxBytesOnStack ? stackalloc byte[length] : new byte[length];
        bytes[0] = (byte)kind;
        Encoding.UTF8.GetBytes(text, bytes[1..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BitConverter.ToUInt128(hash);
    }
}
