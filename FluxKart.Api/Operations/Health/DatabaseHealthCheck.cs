using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Operations.Health;

/// <summary>
/// Checks that the database responds, can be written, and has the current schema. If the database cannot be queried, or responds with an
/// error, the check throws.
/// </summary>
internal sealed partial class DatabaseHealthCheck(IReadinessProbe probe, ILogger<DatabaseHealthCheck> logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        if (await probe.FindFaultAsync(cancellationToken) is not { } fault)
            return HealthCheckResult.Healthy();
        LogNotReady(fault.Summary, fault.Remedy);
        return HealthCheckResult.Unhealthy(fault.Summary);
    }

    // The remedy is for the operator only; the summary is also in the response.
    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "The service is not ready. {Summary} {Remedy}")]
    private partial void LogNotReady(string summary, string remedy);
}
