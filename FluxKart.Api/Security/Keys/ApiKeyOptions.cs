using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Keys;

/// <summary>One key, known only by its hash.</summary>
/// <param name="Name">The client that uses it. While a key is replaced, the old and the new one have the same name.</param>
/// <param name="KeySha256">The SHA-256 hash of the key's UTF-8 bytes, as 64 hexadecimal digits.</param>
/// <param name="Scopes">Some of <see cref="Keys.Scopes"/>; the widest counts.</param>
internal sealed record ApiKeyOptions(string Name, string KeySha256, IReadOnlyList<string> Scopes)
{
    // A failure never quotes a value: it may be the key itself, set in the wrong place.
    public static ApiKeyOptions Read(SettingsReader settings, string entry)
    {
        var scopesMistake =
            $"{entry}:Scopes is missing or has an unknown scope; set {entry}:Scopes:0 to {string.Join(" or ", Keys.Scopes.All)}.";
        var key = new ApiKeyOptions(
            settings.Text($"{entry}:{nameof(Name)}") ?? "",
            settings.Text($"{entry}:{nameof(KeySha256)}") ?? "",
            [.. settings.Entries($"{entry}:{nameof(Scopes)}", scopesMistake).Select(scope => settings.Text(scope) ?? "")]);

        settings.Require(key.Name.Length > 0, $"{entry}:Name is missing; set it to the client's name, such as shop.");
        settings.Require(
            key.KeySha256.Length == 64 && key.KeySha256.All(char.IsAsciiHexDigit),
            $"{entry}:KeySha256 is not the 64 hexadecimal digits of a SHA-256 hash; create a key and its hash with "
            + $"{ApiKey.CreationCommand}.");
        settings.Require(
            key.Scopes.Count > 0 && key.Scopes.All(scope => Keys.Scopes.All.Contains(scope)),
            scopesMistake);
        return key;
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ApiKeyOptions);
}
