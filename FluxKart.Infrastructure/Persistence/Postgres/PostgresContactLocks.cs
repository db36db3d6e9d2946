using System.Diagnostics;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Takes PostgreSQL advisory locks, one for each identifier and customer.</summary>
internal sealed class PostgresContactLocks(FluxKartDbContext context, PersistenceMetrics metrics) : IContactLocks
{
    // Whether the locks are for rows of a file. A request waits and tries again, but rows can be applied in smaller sets.
    private bool isOfFile;

    public bool CoverEverything => false;

    /// <remarks>"Flux" and "file" in ASCII. PostgreSQL keeps locks with two keys apart from those with one.</remarks>
    public Task AcquireFileTurnAsync(CancellationToken cancellationToken)
    {
        isOfFile = true;
        return context.Database.ExecuteSqlRawAsync(
            "SELECT pg_advisory_xact_lock(x'466C7578'::int, x'66696C65'::int)", cancellationToken);
    }

    public async Task AcquireAsync(
        IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken)
    {
        string[] names =
        [
            .. identifiers.Select(identifier => $"{(identifier is EmailAddress ? "email" : "phone")} {identifier.Value}"),
            .. primaryIds.Select(id => $"customer {id}"),
        ];
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                 SELECT pg_advisory_xact_lock(key)
                 FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest({names}) AS name ORDER BY key) AS keys
                 """,
                cancellationToken);
        }
        catch (PostgresException exception) when (isOfFile && exception.SqlState == PostgresErrorCodes.OutOfMemory)
        {
            throw new TooManyLocksException(exception);
        }

        metrics.RecordLockWait(startedAt);
    }
}
