using System.Diagnostics;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>PostgreSQL's advisory locks, one for each identifier and customer.</summary>
internal sealed class PostgresContactLocks(FluxKartDbContext context, PersistenceMetrics metrics) : IContactLocks
{
    public bool CoverEverything => false;

    public async Task AcquireAsync(IdentifierSet identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken)
    {
        string[] names =
        [
            .. identifiers.Emails.Select(email => $"email {email.Value}"),
            .. identifiers.PhoneNumbers.Select(phoneNumber => $"phone {phoneNumber.Value}"),
            .. primaryIds.Select(id => $"customer {id}"),
        ];
        var begun = Stopwatch.GetTimestamp();
        await context.Database.ExecuteSqlAsync(
            $"""
             SELECT pg_advisory_xact_lock(key)
             FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest({names}) AS name ORDER BY key) AS keys
             """,
            cancellationToken);
        metrics.LocksHeld(since: begun);
    }
}
