using System.Text.Encodings.Web;
using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Security.Keys;

/// <summary>
/// Authenticates a client by its key, sent as <c>Authorization: Bearer …</c> (RFC 6750). If no key is configured, the service listens on
/// loopback only and trusts every client there, except a proxy that forwards a request and a browser that shows a foreign page. A proxy
/// that speaks HTTP/1.1 and adds no header looks like any other client.
/// </summary>
/// <remarks>Source: HTTP contract, section 10.</remarks>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyRing keys,
    IProblemDetailsService problems) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private const string BearerPrefix = SchemeName + " ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (keys.IsEmpty)
            return Task.FromResult(IsForwarded() || !IsAddressedToLoopback() ? AuthenticateResult.NoResult() : keys.ThisMachine);
        if (Request.Headers.Authorization.Count == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        var holder = BearerToken() is { } key ? keys.Find(key) : null;
        return Task.FromResult(holder ?? AuthenticateResult.Fail("The key is unknown."));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wasSent = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = wasSent ? "Bearer error=\"invalid_token\"" : SchemeName;
        await WriteProblemAsync(StatusCodes.Status401Unauthorized, (keys.IsEmpty, wasSent) switch
        {
            (true, _) => "The service has no API keys, so it only accepts requests to localhost in HTTP/1.1 or later that no proxy has "
                + "forwarded. "
                + "Configure a key, or send the request to localhost.",
            (_, true) => "The API key is unknown, or was not sent as 'Authorization: Bearer <key>'.",
            _ => "Send an API key: 'Authorization: Bearer <key>'.",
        });
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        await WriteProblemAsync(StatusCodes.Status403Forbidden, $"The API key lacks the required scope '{scope}'.");
    }

    /// <summary>The key that was sent; null if the header has none, or was sent twice.</summary>
    private string? BearerToken() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;

    // nginx speaks HTTP/1.0 and adds no header, unless it is told to.
    private bool IsForwarded() => HttpProtocol.IsHttp10(Request.Protocol) || Request.Headers.Keys.Any(IsAddedByProxies);

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
    private bool IsAddressedToLoopback() => LoopbackHost.IsLoopback(new HostString(Request.Headers.Host.ToString()).Host);

    private async Task WriteProblemAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = Context, ProblemDetails = { Detail = detail } });
    }
}
