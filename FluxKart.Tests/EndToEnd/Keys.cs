using FluxKart.Api.Security.Keys;

namespace FluxKart.Tests.EndToEnd;

/// <summary>API keys for tests, and the settings that configure them.</summary>
internal static class Keys
{
    public const string Identify = "fk_identify-key-of-the-tests";
    public const string Read = "fk_read-key-of-the-tests";
    public const string Admin = "fk_admin-key-of-the-tests";

    public static Dictionary<string, string?> Settings(params (string Key, string Scope)[] keys) => keys
        .SelectMany((key, index) => new (string Name, string Value)[]
        {
            ("Name", key.Scope),
            ("KeySha256", Convert.ToHexString(ApiKey.Hash(key.Key))),
            ("Scopes:0", key.Scope),
        }.Select(setting => ($"Authentication:ApiKeys:{index}:{setting.Name}", (string?)setting.Value)))
        .ToDictionary();

    /// <summary>The settings for one key with the scope identify and one with the scope read.</summary>
    public static Dictionary<string, string?> SettingsForBoth() => Settings((Identify, Scopes.Identify), (Read, Scopes.Read));

    /// <summary>The settings for one key of each scope.</summary>
    public static Dictionary<string, string?> SettingsForAll() =>
        Settings((Identify, Scopes.Identify), (Read, Scopes.Read), (Admin, Scopes.Admin));
}
