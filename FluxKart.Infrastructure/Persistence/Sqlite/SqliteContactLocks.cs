using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Takes no locks: a transaction on SQLite is BEGIN IMMEDIATE, which keeps out all other writers.</summary>
internal sealed class SqliteContactLocks : IContactLocks
{
    public bool CoverEverything => true;

    public Task AcquireBulkTurnAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<T> QueryLockedAsync<T>(
        IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, Func<Task<T>> query) => query();

    public Task<bool> TryAcquireAsync(IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken) => Task.FromResult(true);
}
