namespace FluxKart.Api.Security.Hosts;

/// <summary>
/// Refuses a request whose Host header is malformed, or is not one of those that the setting <c>AllowedHosts</c> names. An orchestrator
/// asks for the health by whatever address it knows, so that is always answered.
/// </summary>
/// <remarks>Source: HTTP contract, section 3.</remarks>
internal sealed class AllowedHostsMiddleware(RequestDelegate next, AllowedHostsOptions options)
{
    public Task InvokeAsync(HttpContext http)
    {
        var host = http.Request.Headers.Host.ToString();
        if (host != HostHeader.Unreadable
            && (options.Patterns.Count == 0 || http.Request.Path.StartsWithSegments("/health") || IsAllowed(host)))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private bool IsAllowed(string host)
    {
        try
        {
            return HostString.MatchesAny(host, options.Patterns);
        }
        catch (FormatException)
        {
            // A malformed port.
            return false;
        }
    }
}
