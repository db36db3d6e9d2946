using FluxKart.Domain.Contacts;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Locks on identifiers and customers, held until the running transaction ends. Nothing has to be stored to be locked.</summary>
internal interface IContactLocks
{
    /// <summary>Waits until no other transaction holds any of these, then holds them all.</summary>
    Task AcquireAsync(IdentifierSet identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken);
}
