using System.Diagnostics;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Takes PostgreSQL advisory locks, one for each identifier and customer.</summary>
internal sealed class PostgresContactLocks(FluxKartDbContext context, PersistenceMetrics metrics) : IContactLocks
{
    public bool CoverEverything => false;

    public async Task AcquireAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        string[] names =
        [
            .. scope.Identifiers.Emails.Select(email => $"email {email.Value}"),
            .. scope.Identifiers.PhoneNumbers.Select(phoneNumber => $"phone {phoneNumber.Value}"),
            .. scope.ContactIds.Select(id => $"customer {id}"),
        ];
        var startedAt = Stopwatch.GetTimestamp();
        await context.Database.ExecuteSqlAsync(
            $"""
             SELECT pg_advisory_xact_lock(key)
             FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest({names}) AS name ORDER BY key) AS keys
             """,
            cancellationToken);
        metrics.RecordLockWait(startedAt);
    }
}
