using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Keys;

/// <summary>One key, known only by its hash.</summary>
/// <param name="Name">The client that uses it. While a key is replaced, the old and the new one have the same name.</param>
/// <param name="KeySha256">The SHA-256 hash of the key's UTF-8 bytes, as 64 hexadecimal digits.</param>
/// <param name="Scopes">Some of <see cref="Keys.Scopes"/>; the widest counts.</param>
internal sealed record ApiKeyOptions(string Name, string KeySha256, IReadOnlyList<string> Scopes)
{
    // A failure never quotes a value: it may be the key itself, set in the wrong place.
    public static ApiKeyOptions Read(SettingsReader settings, IConfigurationSection entry)
    {
        var key = new ApiKeyOptions(
            entry[nameof(Name)] ?? "",
            entry[nameof(KeySha256)] ?? "",
            [.. entry.GetSection(nameof(Scopes)).GetChildren().Select(scope => scope.Value ?? "")]);

        settings.Require(!string.IsNullOrWhiteSpace(key.Name), $"{entry.Path}:Name is missing; set it to the client's name, such as shop.");
        settings.Require(
            key.KeySha256.Length == 64 && key.KeySha256.All(char.IsAsciiHexDigit),
            $"{entry.Path}:KeySha256 is not the 64 hexadecimal digits of a SHA-256 hash; "
            + $"create a key and its hash with {ApiKey.CreationCommand}.");
        settings.Require(
            key.Scopes.Count > 0 && key.Scopes.All(scope => Keys.Scopes.All.Contains(scope)),
            $"{entry.Path}:Scopes is missing or has an unknown scope; "
            + $"set {entry.Path}:Scopes:0 to {string.Join(" or ", Keys.Scopes.All)}.");
        return key;
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ApiKeyOptions);
}
