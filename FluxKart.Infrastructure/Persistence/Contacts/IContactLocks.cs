using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Locks on identifiers and customers, stored or not. They are held until the current transaction ends.</summary>
internal interface IContactLocks
{
    /// <summary>Whether the transaction itself keeps out all other writers, so that nothing can be left unlocked.</summary>
    bool CoverEverything { get; }

    /// <summary>
    /// Waits until no other transaction with a bulk set is running, and keeps others waiting until this one ends. A transaction
    /// calls this first, so whoever waits here holds no other lock.
    /// </summary>
    Task AcquireBulkTurnAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes all these locks, waits for other transactions that hold any of them, and then runs a query. A transaction calls this once.
    /// Locks are always taken in the same order, so no two transactions can wait for each other.
    /// </summary>
    /// <param name="identifiers">The identifiers to lock.</param>
    /// <param name="primaryIds">The ids of the primaries whose customers to lock.</param>
    /// <param name="query">
    /// Loads what the transaction changes, or inserts contacts if there is nothing to load. The locks may be taken in the round trip of its
    /// first query.
    /// </param>
    /// <exception cref="TooManyLocksException">It is a bulk set, and the database has no room for so many locks.</exception>
    Task<T> QueryLockedAsync<T>(IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, Func<Task<T>> query);

    /// <summary>Takes more of these locks without waiting for any.</summary>
    /// <param name="primaryIds">The ids of the primaries whose customers to lock.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>Whether all could be taken. Those that were taken stay, in any case.</returns>
    /// <exception cref="TooManyLocksException">The database has no room for so many locks.</exception>
    Task<bool> TryAcquireAsync(IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken);
}
