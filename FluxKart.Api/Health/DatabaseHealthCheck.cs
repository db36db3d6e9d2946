using FluxKart.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Health;

internal sealed class DatabaseHealthCheck(FluxKartDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var pending = await database.Database.GetPendingMigrationsAsync(cancellationToken);
            return pending.Any()
                ? HealthCheckResult.Unhealthy("The database's schema is not current; migrations are pending.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever the reason, the answer is the same, and it is the probe's business to ask again.
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
