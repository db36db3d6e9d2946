using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Operations.Health;

internal static class HealthEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<SharedHealthReport>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", timeout: TimeSpan.FromSeconds(3));
        return services;
    }

    /// <summary>
    /// <c>/health/live</c>: the process serves. <c>/health/ready</c>, and <c>/health</c> as its alias: the database responds, can be
    /// written, and its schema is current.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        // Operators send these requests; a limit that others have reached must not make the service look dead.
        var health = app.MapGroup("/health").AllowAnonymous().DisableRateLimiting();
        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync })
            .WithMetadata(new HttpMethodMetadata(Reads));
        var reports = app.Services.GetRequiredService<SharedHealthReport>();
        foreach (var pattern in new[] { "", "/ready" })
            health.MapMethods(pattern, Reads, context => WriteReadinessAsync(context, reports));
    }

    private static async Task WriteReadinessAsync(HttpContext context, SharedHealthReport reports)
    {
        var report = await reports.ReadAsync(context.RequestAborted);
        context.Response.StatusCode = report.Status == HealthStatus.Healthy
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store, no-cache";
        await WriteAsync(context, report);
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
