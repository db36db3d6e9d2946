using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Stored contacts, loaded and saved in sets: a single request is a batch of one. Every method throws
/// <see cref="StoreUnavailableException"/> when the database cannot be reached or stays busy.
/// </summary>
public interface IContactRepository
{
    /// <summary>
    /// Loads every live contact of every customer that holds one of the identifiers, as they stood at one moment, without locking anything.
    /// </summary>
    Task<CustomerSet> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the same, and keeps it so: until the unit of work ends nobody else can change the customers loaded, nor create a contact with
    /// one of the identifiers. Only inside <see cref="IUnitOfWork.ExecuteAsync"/>.
    /// </summary>
    /// <param name="identifiers">The identifiers to match.</param>
    /// <param name="expectedPrimaryIds">The primaries that a load before has found. Only a hint: where it is right it saves a round.</param>
    /// <param name="cancellationToken">Gives the load up.</param>
    Task<CustomerSet> LoadForUpdateAsync(
        IdentifierSet identifiers,
        IReadOnlyCollection<long> expectedPrimaryIds,
        CancellationToken cancellationToken);

    /// <summary>
    /// Inserts and re-links what has changed in the set, and gives the new contacts their ids and creation times. Only inside
    /// <see cref="IUnitOfWork.ExecuteAsync"/>, with a set from <see cref="LoadForUpdateAsync"/>, and once for each set.
    /// </summary>
    Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken);
}
