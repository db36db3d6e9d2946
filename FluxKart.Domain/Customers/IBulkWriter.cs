namespace FluxKart.Domain.Customers;

/// <summary>
/// Saves sets to which rows of files have been applied: many contacts at once, which may be older than stored ones. Also sets whose contacts
/// were revised.
/// </summary>
public interface IBulkWriter
{
    /// <summary>
    /// Does the same as <see cref="IContactRepository.SaveAsync"/>, under the same conditions. A contact whose age the file does not say is
    /// younger than every other contact of the set.
    /// </summary>
    Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken);
}
