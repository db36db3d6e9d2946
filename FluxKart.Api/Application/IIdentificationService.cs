using FluxKart.Api.Contracts;
using FluxKart.Domain.Contacts;

namespace FluxKart.Api.Application;

public interface IIdentificationService
{
    /// <summary>
    /// Finds or creates the contact of a request, links what the request connects, and answers with the whole customer. The request is
    /// atomic: it takes effect in some serial order among all others, and has been committed when the answer is there.
    /// </summary>
    /// <param name="request">A validated request.</param>
    /// <param name="cancellationToken">Gives the request up, where it has not been committed yet.</param>
    Task<Customer> IdentifyAsync(IdentifyRequest request, CancellationToken cancellationToken);
}
