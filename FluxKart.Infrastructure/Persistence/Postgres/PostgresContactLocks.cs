using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Takes PostgreSQL advisory locks, one for each identifier and customer.</summary>
internal sealed class PostgresContactLocks(PostgresFluxKartDbContext context) : IContactLocks
{
    // A request waits and tries again, but a bulk set can be divided.
    private bool isBulk;

    public bool CoverEverything => false;

    /// <remarks>"Flux" and "bulk" in ASCII. PostgreSQL keeps locks with two keys apart from those with one.</remarks>
    public Task AcquireBulkTurnAsync(CancellationToken cancellationToken)
    {
        isBulk = true;
        return context.Database.ExecuteSqlRawAsync(
            "SELECT pg_advisory_xact_lock(x'466C7578'::int, x'62756C6B'::int)", cancellationToken);
    }

    public async Task<T> QueryLockedAsync<T>(
        IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, Func<Task<T>> query)
    {
        context.LocksOfNextQuery = [.. identifiers.Select(NameOf), .. primaryIds.Select(NameOf)];
        try
        {
            var result = await MapTooManyAsync(query);
            return context.LocksOfNextQuery is null
                ? result
                : throw new InvalidOperationException("No query has taken the locks.");
        }
        finally
        {
            // It may have failed before its first query.
            context.LocksOfNextQuery = null;
        }
    }

    public Task<bool> TryAcquireAsync(IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken)
    {
        string[] names = [.. primaryIds.Select(NameOf)];
        return MapTooManyAsync(() => context.Database
            .SqlQuery<bool>(
                $"""
                 SELECT bool_and(pg_try_advisory_xact_lock(hashtextextended(name, 0))) AS "Value" FROM unnest({names}) AS name
                 """)
            .SingleAsync(cancellationToken));
    }

    private static string NameOf(Identifier identifier) => $"{(identifier is EmailAddress ? "email" : "phone")} {identifier.Value}";

    private static string NameOf(long primaryId) => $"customer {primaryId}";

    private async Task<T> MapTooManyAsync<T>(Func<Task<T>> acquire)
    {
        try
        {
            return await acquire();
        }
        catch (PostgresException exception) when (isBulk && exception.SqlState == PostgresErrorCodes.OutOfMemory)
        {
            throw new TooManyLocksException(exception);
        }
    }
}
