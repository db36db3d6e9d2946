using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

/// <summary>The keys that are accepted, and who their holders are.</summary>
internal sealed class ApiKeyRing(IOptions<AccessOptions> options)
{
    public const string ScopeClaim = "scope";

    private readonly (byte[] Hash, ClaimsPrincipal Holder)[] keys =
        [.. options.Value.ApiKeys.Select(key => (Convert.FromHexString(key.KeySha256), Holder(key.Name, key.Scopes)))];

    /// <summary>Whether there is none, and this machine is trusted instead.</summary>
    public bool IsEmpty => keys.Length == 0;

    /// <summary>Who asks from this machine where there are no keys.</summary>
    public ClaimsPrincipal ThisMachine { get; } = Holder("this machine", [Scopes.Admin]);

    /// <returns>Who holds the key, with a claim for each scope; null when it is none of ours.</returns>
    public ClaimsPrincipal? Find(string key)
    {
        var hash = ApiKey.Hash(key);
        ClaimsPrincipal? found = null;
        // All of them, always: how long it takes tells nothing of the keys.
        foreach (var (known, holder) in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                found = holder;
        }

        return found;
    }

    private static ClaimsPrincipal Holder(string name, IEnumerable<string> scopes) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), .. scopes.SelectMany(Scopes.IncludedIn).Distinct().Select(scope => new Claim(ScopeClaim, scope))],
        ApiKeyAuthenticationHandler.SchemeName));
}
