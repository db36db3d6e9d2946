using FluxKart.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Health;

/// <summary>Whether the database answers, its schema is current and its table is there. A failure to ask counts as no answer.</summary>
internal sealed class DatabaseHealthCheck(FluxKartDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var pending = await database.Database.GetPendingMigrationsAsync(cancellationToken);
        await database.Contacts.AnyAsync(cancellationToken);
        return pending.Any() ? HealthCheckResult.Unhealthy("The schema is not current: migrations are pending.") : HealthCheckResult.Healthy();
    }
}
