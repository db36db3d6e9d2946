using System.Net.Mime;
using System.Text.Json;
using FluxKart.Api.Security.Browser;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace FluxKart.Api.Errors;

/// <summary>
/// Writes problem details whatever the client accepts; the framework's own writers leave the response empty or in plain text for a client
/// that asks for HTML. Type, title and traceId come from the factory that MVC's own problems use. A 503 says when to retry.
/// </summary>
internal sealed class ProblemJsonWriter(ProblemDetailsFactory factory) : IProblemDetailsWriter
{
    private const string RetryAfterSeconds = "2";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        SecurityHeadersMiddleware.AddHeaders(http, page: null);
        RequestIdMiddleware.AddHeader(http);
        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        var problem = factory.CreateProblemDetails(http, http.Response.StatusCode, detail: context.ProblemDetails.Detail);
        await http.Response.WriteAsJsonAsync(
            problem, options: (JsonSerializerOptions?)null, MediaTypeNames.Application.ProblemJson, CancellationToken.None);
    }
}
