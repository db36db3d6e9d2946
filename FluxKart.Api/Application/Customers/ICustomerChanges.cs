using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>
/// Changes customers by hand. Each change is atomic, and has been committed when it is returned. Every method throws
/// <see cref="StoreUnavailableException"/> if the database cannot be reached or stays busy.
/// </summary>
public interface ICustomerChanges
{
    /// <summary>Erases the customer of a contact: the email addresses and phone numbers of all its contacts are cleared for ever.</summary>
    /// <param name="contactId">The id of any contact of the customer.</param>
    /// <param name="reason">The operator's own words; null if no reason was given.</param>
    /// <param name="isDryRun">Whether to return what would happen, and to write nothing.</param>
    /// <param name="cancellationToken">Cancels the change and rolls it back.</param>
    Task<Erasure> EraseAsync(long contactId, string? reason, bool isDryRun, CancellationToken cancellationToken);
}
