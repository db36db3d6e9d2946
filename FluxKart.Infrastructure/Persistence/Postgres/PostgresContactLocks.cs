using System.Diagnostics;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Takes PostgreSQL advisory locks, one for each identifier and customer.</summary>
internal sealed class PostgresContactLocks(FluxKartDbContext context, PersistenceMetrics metrics) : IContactLocks
{
    public bool CoverEverything => false;

    /// <remarks>"Flux" and "file" in ASCII. PostgreSQL keeps locks with two keys apart from those with one.</remarks>
    public Task AcquireFileTurnAsync(CancellationToken cancellationToken) => context.Database.ExecuteSqlRawAsync(
        "SELECT pg_advisory_xact_lock(x'466C7578'::int, x'66696C65'::int)", cancellationToken);

    public async Task AcquireAsync(
        IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken)
    {
        string[] names =
        [
            .. identifiers.Select(identifier => $"{(identifier is EmailAddress ? "email" : "phone")} {identifier.Value}"),
            .. primaryIds.Select(id => $"customer {id}"),
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
