using System.Diagnostics;

namespace FluxKart.Api.Errors;

/// <summary>
/// Gives each request one id: the <c>X-Request-Id</c> of its response, the <c>traceId</c> of its problem details, and the <c>TraceId</c> of
/// its entries in the log. An id that the client sends in <c>X-Request-Id</c> is ignored. Runs first, because it applies to every response.
/// </summary>
/// <remarks>Source: HTTP contract, section 3.</remarks>
internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    public const string HeaderName = "X-Request-Id";

    public Task InvokeAsync(HttpContext http)
    {
        // Without a log and without traces there is no activity, and the server's own id is used.
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            http.TraceIdentifier = activity.TraceId.ToHexString();
        AddHeader(http);
        return next(http);
    }

    /// <summary>Adds the header, also to a response that an exception has cleared.</summary>
    public static void AddHeader(HttpContext http) => http.Response.Headers[HeaderName] = http.TraceIdentifier;
}
