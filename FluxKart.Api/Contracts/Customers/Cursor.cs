using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>
/// The text that stands for a place in a list. It is opaque to the client, and has a version and a checksum: one that was changed, or that
/// belongs to another kind of list, is an error. It is no secret, and holds no email address or phone number.
/// </summary>
internal static class Cursor
{
    private const byte Version = 1;
    private const int HeaderSize = 2;
    private const int ContentSize = HeaderSize + sizeof(long);
    private const int ChecksumSize = 6;

    /// <summary>A kind of list that has cursors of its own. Its number must not change.</summary>
    public enum List : byte
    {
        /// <summary>All customers.</summary>
        Customers = 1,

        /// <summary>Customers that hold an identifier.</summary>
        Holders = 2,

        /// <summary>A customer's events.</summary>
        History = 3,

        /// <summary>All shared identifiers.</summary>
        SharedIdentifiers = 4,

        /// <summary>All imports.</summary>
        Imports = 5,

        /// <summary>All customers, the newest first.</summary>
        NewestCustomers = 6,
    }

    /// <param name="list">The kind of list.</param>
    /// <param name="lastId">The id of the last item before the place.</param>
    public static string Encode(List list, long lastId)
    {
        Span<byte> bytes = stackalloc byte[ContentSize + ChecksumSize];
        bytes[0] = Version;
        bytes[1] = (byte)list;
        BinaryPrimitives.WriteInt64BigEndian(bytes[HeaderSize..], lastId);
        Checksum(bytes[..ContentSize]).CopyTo(bytes[ContentSize..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <param name="text">What the client sent.</param>
    /// <param name="list">The kind of list that the cursor must belong to.</param>
    /// <returns>The id of the last item before the place; null if the text is not a cursor of such a list.</returns>
    public static long? TryDecode(string text, List list)
    {
        if (text.Length != Base64Url.GetEncodedLength(ContentSize + ChecksumSize) || !Base64Url.IsValid(text))
            return null;
        var lastId = BinaryPrimitives.ReadInt64BigEndian(Base64Url.DecodeFromChars(text).AsSpan(HeaderSize));
        return text == Encode(list, lastId) ? lastId : null;
    }

    private static ReadOnlySpan<byte> Checksum(ReadOnlySpan<byte> content) => SHA256.HashData(content).AsSpan(..ChecksumSize);
}
