using FluxKart.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Operations.Health;

/// <summary>
/// Checks that the database responds, its schema is current and its table exists. If the database cannot be queried, or responds with an
/// error, the check throws.
/// </summary>
internal sealed class DatabaseHealthCheck(FluxKartDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var pending = await database.Database.GetPendingMigrationsAsync(cancellationToken);
        await database.Contacts.AnyAsync(cancellationToken);
        return pending.Any()
            ? HealthCheckResult.Unhealthy("The schema is out of date: migrations are pending.")
            : HealthCheckResult.Healthy();
    }
}
