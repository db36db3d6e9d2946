using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;

namespace FluxKart.Api.Security.Keys;

/// <summary>The keys that are accepted, and their holders.</summary>
internal sealed class ApiKeyRing(AccessOptions options)
{
    public const string ScopeClaim = "scope";

    private readonly (byte[] Hash, AuthenticateResult Holder)[] keys =
        [.. options.ApiKeys.Select(key => (Convert.FromHexString(key.KeySha256), Holder(key.Name, key.Scopes)))];

    /// <summary>Whether there are no keys, and this machine is trusted instead.</summary>
    public bool IsEmpty => keys.Length == 0;

    /// <summary>The client on this machine, if there are no keys.</summary>
    public AuthenticateResult ThisMachine { get; } = Holder("this machine", [Scopes.Admin]);

    /// <returns>The holder of the key, with a claim for each scope; null if the key is unknown.</returns>
    public AuthenticateResult? Find(string key)
    {
        var hash = ApiKey.Hash(key);
        AuthenticateResult? found = null;
        // Always compares all of them: the time it takes reveals nothing about the keys.
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
