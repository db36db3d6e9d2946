using System.Net;
using System.Text.Encodings.Web;
using FluxKart.Api.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

/// <summary>
/// Knows a client by its key, sent as <c>Authorization: Bearer …</c> (RFC 6750). Where no key is configured the service listens on
/// loopback only and trusts who asks there, unless a proxy asks for somebody else, or a browser for a stranger's page.
/// </summary>
/// <remarks>Source: HTTP contract, section 7.</remarks>
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
            return Task.FromResult(IsForwarded() || !IsToThisMachine() ? AuthenticateResult.NoResult() : keys.ThisMachine);
        if (Request.Headers.Authorization.Count == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        var holder = BearerToken() is { } key ? keys.Find(key) : null;
        return Task.FromResult(holder ?? AuthenticateResult.Fail("The key is unknown."));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var wasSent = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = wasSent ? "Bearer error=\"invalid_token\"" : SchemeName;
        await AnswerAsync(StatusCodes.Status401Unauthorized, (keys.IsEmpty, wasSent) switch
        {
            (true, _) => "Without API keys the service answers only requests to localhost that no proxy has forwarded; configure a key, or send it to localhost.",
            (_, true) => "The API key is unknown, or was not sent as 'Authorization: Bearer <key>'.",
            _ => "Send an API key: 'Authorization: Bearer <key>'.",
        });
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        await AnswerAsync(StatusCodes.Status403Forbidden, $"This needs an API key with the scope '{scope}'.");
    }

    /// <summary>The key that was sent, or null when the header holds none, or is there twice.</summary>
    private string? BearerToken() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;

    // X-Original-* is what ASP.NET Core makes of X-Forwarded-* where it is told to heed them.
    private bool IsForwarded() => Request.Headers.Keys.Any(name =>
        name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Via", StringComparison.OrdinalIgnoreCase));

    // A page from elsewhere can have its own name lead to this machine, and is then of the same origin ("DNS rebinding"). Its browser sends that name.
    // Request.Host fails for what looks like an international name and is none.
    private bool IsToThisMachine() => new HostString(Request.Headers.Host.ToString()).Host is var host
        && (Localhost.Has(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    private async Task AnswerAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = Context, ProblemDetails = { Detail = detail } });
    }
}
