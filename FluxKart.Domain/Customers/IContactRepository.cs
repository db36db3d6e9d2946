namespace FluxKart.Domain.Customers;

/// <summary>
/// Stored contacts, loaded and saved in sets: a single request is a batch of one. Every method throws
/// <see cref="StoreUnavailableException"/> if the database cannot be reached or stays busy.
/// </summary>
public interface IContactRepository
{
    /// <summary>Loads every live contact of every customer in the scope, as they were at one moment, without locking anything.</summary>
    Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the same, and locks it: until the unit of work ends, nobody else can change the customers loaded, or create a contact with one
    /// of the identifiers. Only inside <see cref="IUnitOfWork.ExecuteAsync"/>. The contact ids of customers that an earlier load found save
    /// a round, since it is then known what to lock.
    /// </summary>
    Task<CustomerSet> LoadForUpdateAsync(CustomerScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts and re-links what has changed in the set, and gives the new contacts their ids and creation times. Only inside
    /// <see cref="IUnitOfWork.ExecuteAsync"/>, with a set from <see cref="LoadForUpdateAsync"/>, and once for each set.
    /// </summary>
    Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken);
}
