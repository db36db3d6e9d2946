using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Identifies the client that sent a request by its key, from <c>Authorization: Bearer …</c> (RFC 6750). If no key is configured, the
/// service listens on loopback only and trusts every client there, except a proxy that forwards a request and a browser that shows a
/// foreign page. A proxy that speaks HTTP/1.1 and adds no header looks like any other client.
/// </summary>
/// <remarks>Source: HTTP contract, section 10.</remarks>
internal sealed class ClientAuthentication(ApiKeyRing keys)
{
    private const string BearerPrefix = ApiKeyAuthenticationHandler.SchemeName + " ";

    /// <returns>
    /// The client, as the same object each time; no result if the request does not identify one; a failure if the key is unknown.
    /// </returns>
    public AuthenticateResult Authenticate(HttpRequest request)
    {
        if (keys.IsEmpty)
            return IsForwarded(request) || !IsAddressedToLoopback(request) ? AuthenticateResult.NoResult() : keys.ThisMachine;
        if (request.Headers.Authorization.Count == 0)
            return AuthenticateResult.NoResult();
        var holder = BearerToken(request) is { } key ? keys.Find(key) : null;
        return holder ?? AuthenticateResult.Fail("The key is unknown.");
    }

    /// <summary>The key that was sent; null if the header has none, or was sent twice.</summary>
    private static string? BearerToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;

    // nginx speaks HTTP/1.0 and adds no header, unless it is told to.
    private static bool IsForwarded(HttpRequest request) =>
        HttpProtocol.IsHttp10(request.Protocol) || request.Headers.Any(header => IsAddedByProxies(header.Key));

    // X-Original-* is what ASP.NET Core makes of X-Forwarded-* if it is told to process them. The headers for the client's address have
    // many names, such as True-Client-IP, X-Azure-ClientIP and CF-Connecting-IPv6.
    private static bool IsAddedByProxies(string name) =>
        name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Client-IP", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("ClientIP", StringComparison.OrdinalIgnoreCase)
        || name.Contains("-Connecting-IP", StringComparison.OrdinalIgnoreCase);

    // A foreign page can make its own name resolve to this machine, and then has the same origin ("DNS rebinding"). Its browser sends that
    // name. Request.Host throws on a malformed international name.
    private static bool IsAddressedToLoopback(HttpRequest request) =>
        LoopbackHost.IsLoopback(new HostString(request.Headers.Host.ToString()).Host);
}
