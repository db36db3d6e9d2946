using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace FluxKart.Api.Errors;

/// <summary>An error response of an action, with problem details that say more than their status.</summary>
internal static class ProblemResult
{
    /// <param name="http">The request.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="detail">A sentence for the client.</param>
    public static ObjectResult Create(HttpContext http, int status, string detail)
    {
        var factory = http.RequestServices.GetRequiredService<ProblemDetailsFactory>();
        return new ObjectResult(factory.CreateProblemDetails(http, status, detail: detail))
        {
            StatusCode = status,
            ContentTypes = { MediaTypeNames.Application.ProblemJson },
        };
    }
}
