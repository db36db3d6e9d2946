namespace FluxKart.Domain.Customers;

/// <summary>
/// Saves sets to which rows of files have been applied: many contacts at once, which may be older than stored ones. Also sets whose contacts
/// were revised.
/// </summary>
public interface IBulkWriter
{
    /// <summary>
    /// Writes the changes in the set, under the same conditions as <see cref="IContactRepository.SaveAsync"/>. A contact whose age the file does
    /// not say is younger than every other contact of the set.
    /// </summary>
    /// <exception cref="InvalidOperationException">Contacts were erased, or marks were removed or revised.</exception>
    Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken);
}
