using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>Finds the customer of an order.</summary>
public interface IIdentificationService
{
    /// <summary>
    /// Finds or creates the contact, links what the request connects, and returns the whole customer. The request is atomic: it takes
    /// effect in some serial order among all others, and has been committed when the customer is returned.
    /// </summary>
    /// <param name="details">The identifiers of the request.</param>
    /// <param name="cancellationToken">Drops the request if its batch has not started yet.</param>
    /// <exception cref="StoreUnavailableException">
    /// The database could not be reached, stayed busy, or did not respond for ten seconds. The request may or may not have been committed.
    /// Sending it again is safe.
    /// </exception>
    Task<IdentificationResult> IdentifyAsync(ContactDetails details, CancellationToken cancellationToken);

    /// <summary>Returns what <see cref="IdentifyAsync"/> would return now, by the same code, and writes nothing.</summary>
    /// <param name="details">The identifiers of the request.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The customer as the request would leave it. A contact that would be created has the id 0, and comes last.</returns>
    /// <exception cref="StoreUnavailableException">The database could not be reached, or stayed busy.</exception>
    Task<IdentifiedCustomer> PreviewAsync(ContactDetails details, CancellationToken cancellationToken);
}
