using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>A key that only the service and one receiver know. Its signatures prove that an event comes from the service.</summary>
/// <remarks>Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.</remarks>
internal sealed class SigningSecret
{
    public const string Prefix = "whsec_";
    public const int MinBytes = 24;
    public const int MaxBytes = 64;

    private readonly byte[] key;

    private SigningSecret(byte[] key) => this.key = key;

    /// <summary>Reads <c>whsec_</c> and the base64 of the key's bytes.</summary>
    /// <returns>False if the text has another form, or the key is too short or too long.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SigningSecret? secret)
    {
        secret = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) || length is < MinBytes or > MaxBytes)
            return false;
        secret = new SigningSecret(key[..length]);
        return true;
    }

    /// <summary>The signature of one request.</summary>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    /// <summary>Never the value, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SigningSecret);
}
