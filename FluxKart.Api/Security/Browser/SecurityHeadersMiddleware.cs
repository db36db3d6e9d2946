namespace FluxKart.Api.Security.Browser;

/// <summary>
/// Forbids browsers to store a response, guess its type, show it in a frame, run anything in it, or reveal its address to others. Runs
/// first, because it applies to every response.
/// </summary>
/// <remarks>Source: OWASP's REST Security Cheat Sheet.</remarks>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'";

    private const string OwnFiles = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The pages contain their scripts and styles, and only call this service.</summary>
    private const string OwnPages =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string HalfAYear = "max-age=15552000";

    public Task InvokeAsync(HttpContext http)
    {
        AddHeaders(http, http.GetEndpoint()?.Metadata.GetMetadata<ServesPageAttribute>());
        return next(http);
    }

    /// <summary>Adds the headers, also to a response that an exception has cleared.</summary>
    /// <param name="http">The request and its response.</param>
    /// <param name="page">The page that the response is; null for any other response.</param>
    public static void AddHeaders(HttpContext http, ServesPageAttribute? page)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = page is null ? NothingAtAll : page.HasOnlyFiles ? OwnFiles : OwnPages;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = HalfAYear;
    }
}
