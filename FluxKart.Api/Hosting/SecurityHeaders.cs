using System.Net.Mime;
using Microsoft.Net.Http.Headers;

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

    /// <summary>Goes before all else, for it applies to every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            // As the answer starts: the exception handler takes back what was set before.
            context.Response.OnStarting(static response => Add((HttpResponse)response), context.Response);
            return next(context);
        });
        // Only where the request came by https.
        app.UseHsts();
    }

    private static Task Add(HttpResponse response)
    {
        var isPage = response.ContentType?.StartsWith(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase) == true;
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = isPage ? OwnPages : NothingAtAll;
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
