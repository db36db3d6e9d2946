using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FluxKart.Api.Access;

/// <summary>What a client shows to be let in. It is random, so a plain hash of it tells nothing.</summary>
internal static class ApiKey
{
    private const int RandomBytes = 32;

    /// <summary>By which a key that leaked into a file is recognised as one.</summary>
    private const string Prefix = "fk_";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
