using FluxKart.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Health;

/// <summary>Whether the database answers, its schema is current and its table is there. If it cannot be asked, or answers with an error, the check fails.</summary>
internal sealed class DatabaseHealthCheck(FluxKartDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var pending = await database.Database.GetPendingMigrationsAsync(cancellationToken);
        await database.Contacts.AnyAsync(cancellationToken);
        return pending.Any() ? HealthCheckResult.Unhealthy("The schema is not current: migrations are pending.") : HealthCheckResult.Healthy();
    }
}
