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
    /// <param name="extensions">Further members of the problem details.</param>
    public static ObjectResult Create(
        HttpContext http, int status, string detail, params ReadOnlySpan<(string Name, object Value)> extensions)
    {
        var factory = http.RequestServices.GetRequiredService<ProblemDetailsFactory>();
        var problem = factory.CreateProblemDetails(http, status, detail: detail);
        foreach (var (name, value) in extensions)
            problem.Extensions.Add(name, value);
        return new ObjectResult(problem)
        {
            StatusCode = status,
            ContentTypes = { MediaTypeNames.Application.ProblemJson },
        };
    }
}
