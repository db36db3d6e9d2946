using System.Security.Cryptography;
using System.Text;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Hashes text to 16 bytes, so that memory does not depend on its length. Two texts never have the same hash in practice.</summary>
internal static class TextHash
{
    public static UInt128 Of(Identifier identifier) => Of($"{(identifier is EmailAddress ? 'e' : 'p')}{identifier.Value}");

    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BitConverter.ToUInt128(hash);
    }
}
