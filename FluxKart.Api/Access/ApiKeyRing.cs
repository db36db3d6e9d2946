using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

/// <summary>The keys that are accepted, and who their holders are.</summary>
internal sealed class ApiKeyRing(IOptions<AccessOptions> options)
{
    public const string ScopeClaim = "scope";

    private readonly (byte[] Hash, AuthenticateResult Holder)[] keys =
        [.. options.Value.ApiKeys.Select(key => (Convert.FromHexString(key.KeySha256), Holder(key.Name, key.Scopes)))];

    /// <summary>Whether there is none, and this machine is trusted instead.</summary>
    public bool IsEmpty => keys.Length == 0;

    /// <summary>Who asks from this machine where there are no keys.</summary>
    public AuthenticateResult ThisMachine { get; } = Holder("this machine", [Scopes.Admin]);

    /// <returns>Who holds the key, with a claim for each scope; null when it is none of ours.</returns>
    public AuthenticateResult? Find(string key)
    {
        var hash = ApiKey.Hash(key);
        AuthenticateResult? found = null;
        // All of them, always: how long it takes tells nothing of the keys.
        foreach (var (known, holder) in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                found = holder;
        }

        return found;
    }

    private static AuthenticateResult Holder(string name, IEnumerable<string> scopes)
    {
        var claims = scopes.SelectMany(Scopes.IncludedIn).Distinct().Select(scope => new Claim(ScopeClaim, scope));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. claims], ApiKeyAuthenticationHandler.SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiKeyAuthenticationHandler.SchemeName));
    }
}
