using FluxKart.Api.Application.Identification;

namespace FluxKart.Api.Security.Limits;

/// <summary>
/// Refuses a request before its body is read, if it would be refused later anyway. A refusal must cost little, because it takes time away
/// from the requests that are served.
/// </summary>
/// <remarks>Source: HTTP contract, section 11.</remarks>
internal sealed class LoadSheddingMiddleware(RequestDelegate next, IAdmissionControl admission)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ShedsLoadAttribute>() is null || admission.TryAdmit())
            return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
