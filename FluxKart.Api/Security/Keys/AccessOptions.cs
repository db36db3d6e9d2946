using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Keys;

/// <summary>The configuration section <c>Authentication</c>.</summary>
/// <param name="ApiKeys">The keys that are accepted; if there are none, only this machine is served.</param>
internal sealed record AccessOptions(IReadOnlyList<ApiKeyOptions> ApiKeys)
{
    private const string SectionName = "Authentication";
    private const string ApiKeysKey = $"{SectionName}:ApiKeys";

    public static AccessOptions Read(SettingsReader settings)
    {
        // A value in place of the list or of an entry would be lost: the service would start without that key, or without any.
        const string mistake =
            $"{ApiKeysKey} has a value that is not an entry in a list of keys, and would be ignored; set {ApiKeysKey}:0:Name, "
            + $"{ApiKeysKey}:0:KeySha256 and "
            + $"{ApiKeysKey}:0:Scopes:0 to what this command prints: {ApiKey.CreationCommand}.";
        var entries = settings.Entries(ApiKeysKey, mistake);
        settings.Require(entries.All(entry => settings.Text(entry) is null), mistake);

        var keys = entries.Select(entry => ApiKeyOptions.Read(settings, entry)).ToList();
        settings.RequireKnownNames(SectionName);
        settings.Require(
            keys.DistinctBy(key => key.KeySha256, StringComparer.OrdinalIgnoreCase).Count() == keys.Count,
            $"{ApiKeysKey} has the same KeySha256 twice; create a separate key for each client.");
        return new AccessOptions(keys);
    }
}
