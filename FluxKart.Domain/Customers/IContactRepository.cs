namespace FluxKart.Domain.Customers;

/// <summary>
/// Loads and saves contacts in sets; a single request is a batch of one. Every method throws <see cref="StoreUnavailableException"/> if the
/// database cannot be reached or stays busy.
/// </summary>
public interface IContactRepository
{
    /// <summary>
    /// Loads every live contact of every customer in the scope, without locking anything. The contacts are as of one moment. What is loaded
    /// besides them may be later.
    /// </summary>
    Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the same and locks it. Until the unit of work ends, no other can change the loaded customers or create a contact with one of
    /// the identifiers. Only inside <see cref="IUnitOfWork.ExecuteAsync"/>. If the scope has the primary ids that an earlier load found,
    /// the locks to take are known in advance, which saves a retry. If it has <see cref="CustomerScope.Unheld"/> identifiers, then
    /// <see cref="SaveAsync"/> must follow: only after it is it certain that nothing was left out, and that everything was locked.
    /// </summary>
    Task<CustomerSet> LoadForUpdateAsync(CustomerScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the changes in the set, and sets the ids and creation times of the new contacts. Only inside
    /// <see cref="IUnitOfWork.ExecuteAsync"/>, with a set from <see cref="LoadForUpdateAsync"/>, and once for each set. If an identifier of
    /// <see cref="CustomerScope.Unheld"/> is held or marked by now, nothing is written, and the unit of work runs again.
    /// </summary>
    Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken);
}
