using FluxKart.Api.Contracts;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application;

public interface IIdentificationService
{
    /// <summary>
    /// Whether a request would be refused now, because more come than can be answered in time. The answer yes counts as a refusal: the
    /// service takes all again when it has refused nobody for a while.
    /// </summary>
    bool Refuses();

    /// <summary>
    /// Finds or creates the contact of a request, links what the request connects, and answers with the whole customer. The request is
    /// atomic: it takes effect in some serial order among all others, and has been committed when the answer is there.
    /// </summary>
    /// <param name="request">A validated request.</param>
    /// <param name="cancellationToken">Gives the request up, where it has not been committed yet.</param>
    /// <returns>Null when the request is refused, and nothing of it done, because more come than can be answered in time.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The database could not be reached or stayed busy, or has not answered for ten seconds. The request may have been committed or not, and can
    /// be sent again.
    /// </exception>
    Task<IdentifiedCustomer?> IdentifyAsync(IdentifyRequest request, CancellationToken cancellationToken);
}
