using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FluxKart.Api.Security.Keys;

/// <summary>The secret by which a client authenticates. It is random, so a plain hash of it reveals nothing.</summary>
internal static class ApiKey
{
    /// <summary>How an operator creates one, for messages.</summary>
    public const string CreationCommand = "'dotnet run --project FluxKart.Api -- new-key --name shop --scope identify'";

    private const int RandomBytes = 32;

    /// <summary>Marks a key, so that one that leaked into a file can be recognised.</summary>
    private const string Prefix = "fk_";

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
