using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Operations.Health;

internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", timeout: TimeSpan.FromSeconds(3));
        return services;
    }

    /// <summary><c>/health/live</c>: the process serves. <c>/health/ready</c>: the database responds, and its schema is current.</summary>
    public static void MapHealth(this WebApplication app)
    {
        var reads = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
        // Operators send these requests; a limit that others have reached must not make the service look dead.
        var health = app.MapGroup("/health").AllowAnonymous().DisableRateLimiting();
        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).WithMetadata(reads);
        health.MapHealthChecks("/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).WithMetadata(reads);
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (report.Status == HealthStatus.Healthy)
        {
            await context.Response.WriteAsJsonAsync(new { status = "healthy" }, context.RequestAborted);
            return;
        }

        var problem = new ProblemDetailsContext { HttpContext = context };
        // The description of a check that threw is its exception's message, which must not be visible outside.
        problem.ProblemDetails.Detail = string.Join(" ", report.Entries.Values.Select(entry =>
            entry.Exception is null ? entry.Description : "The database does not respond, or responds with an error."));
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(problem);
    }
}
