namespace FluxKart.Api.Hosting;

/// <summary>
/// What a browser must not do with an answer: keep it, guess its type, show it in a frame, run anything in it, or tell others where it was.
/// </summary>
/// <remarks>Source: OWASP's REST Security Cheat Sheet.</remarks>
internal static class SecurityHeaders
{
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The pages bring their scripts and styles within them, and talk to this service only.</summary>
    private const string OwnPages =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string HalfAYear = "max-age=15552000";

    /// <summary>Goes before all else, for it applies to every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        AddTo(context);
        return next(context);
    });

    /// <summary>Adds them, also where an exception has taken back what was there.</summary>
    public static void AddTo(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = IsPage(context.Request.Path) ? OwnPages : NothingAtAll;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = HalfAYear;
    }

    private static bool IsPage(PathString path) => path == "/" || path.StartsWithSegments("/docs");
}
