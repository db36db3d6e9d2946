using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Security.Keys;

/// <summary>Connects <see cref="ClientAuthentication"/> to the framework, and writes the 401 and 403 responses.</summary>
/// <remarks>Source: HTTP contract, section 10.</remarks>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyRing keys,
    ClientAuthentication clients,
    IProblemDetailsService problems) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(clients.Authenticate(Request));

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

    private async Task WriteProblemAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = Context, ProblemDetails = { Detail = detail } });
    }
}
