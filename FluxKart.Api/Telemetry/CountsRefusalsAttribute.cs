using FluxKart.Api.Application;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FluxKart.Api.Telemetry;

/// <summary>
/// Counts the requests of an action that are answered with an error: what cannot be read or is not valid, and what the service cannot
/// carry out. All others are counted by outcome where it is known.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CountsRefusalsAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        var failed = context.Exception is not (null or OperationCanceledException);
        if (failed || context.HttpContext.Response.StatusCode >= StatusCodes.Status400BadRequest)
            context.HttpContext.RequestServices.GetRequiredService<IdentificationMetrics>().Refused();
    }
}
