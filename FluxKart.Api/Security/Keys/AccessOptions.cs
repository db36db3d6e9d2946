using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Keys;

/// <summary>The configuration section <c>Authentication</c>.</summary>
/// <param name="ApiKeys">The keys that are accepted; if there are none, only this machine is served.</param>
internal sealed record AccessOptions(IReadOnlyList<ApiKeyOptions> ApiKeys)
{
    private const string ApiKeysKey = "Authentication:ApiKeys";

    public static AccessOptions Read(SettingsReader settings)
    {
        var section = settings.Section(ApiKeysKey);
        var entries = section.GetChildren().ToList();
        // A value in place of an entry would be lost: the service would start without that key, or without any.
        settings.Require(
            string.IsNullOrEmpty(section.Value) && entries.TrueForAll(entry => entry.Value is null && entry.GetChildren().Any()),
            $"{ApiKeysKey} has a value that is not an entry in a list of keys, and would be ignored; set {ApiKeysKey}:0:Name, "
            + $"{ApiKeysKey}:0:KeySha256 and {ApiKeysKey}:0:Scopes:0 to what this command prints: {ApiKey.CreationCommand}.");

        var keys = entries.ConvertAll(entry => ApiKeyOptions.Read(settings, entry));
        settings.Require(
            keys.DistinctBy(key => key.KeySha256, StringComparer.OrdinalIgnoreCase).Count() == keys.Count,
            $"{ApiKeysKey} has the same KeySha256 twice; create a separate key for each client.");
        return new AccessOptions(keys);
    }
}
