using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Locks on identifiers and customers, held until the running transaction ends. Nothing has to be stored to be locked.</summary>
internal interface IContactLocks
{
    /// <summary>Whether the transaction alone keeps every other writer out, so that nothing can be left unlocked.</summary>
    bool CoverEverything { get; }

    /// <summary>
    /// Waits until no other transaction holds any of these, then holds them all. A transaction calls it once, before it loads anything: all
    /// locks are taken in one order, so no two transactions can wait for each other.
    /// </summary>
    Task AcquireAsync(IdentifierSet identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken);
}
