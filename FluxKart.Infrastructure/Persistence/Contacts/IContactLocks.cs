using FluxKart.Domain.Customers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Locks on identifiers and customers, held until the current transaction ends. What is locked need not be stored.</summary>
internal interface IContactLocks
{
    /// <summary>Whether the transaction alone keeps every other writer out, so that nothing can be left unlocked.</summary>
    bool CoverEverything { get; }

    /// <summary>
    /// Waits until no other transaction holds any of these, then holds them all. A transaction calls it once, before it loads anything: all
    /// locks are taken in one order, so no two transactions can wait for each other.
    /// </summary>
    /// <param name="scope">The identifiers, and the customers by the ids of their primaries.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task AcquireAsync(CustomerScope scope, CancellationToken cancellationToken);
}
