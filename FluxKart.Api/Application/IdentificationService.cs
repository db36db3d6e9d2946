using FluxKart.Api.Contracts;
using FluxKart.Domain.Contacts;

namespace FluxKart.Api.Application;

internal sealed class IdentificationService(
    ContactDetailsReader reader,
    IContactRepository contacts,
    IUnitOfWork unitOfWork) : IIdentificationService
{
    public async Task<Customer> IdentifyAsync(IdentifyRequest request, CancellationToken cancellationToken)
    {
        var details = reader.Read(request);
        var identifiers = IdentifierSet.Of([details]);

        // Most requests repeat what is known. Those need no lock: what one load saw at one moment is an answer of that moment.
        var seen = await contacts.LoadAsync(identifiers, cancellationToken);
        if (seen.Recognise(details) is { } known)
            return known;

        return await unitOfWork.ExecuteAsync(
            async token =>
            {
                var graph = await contacts.LoadForUpdateAsync(identifiers, token);
                var customer = graph.Identify(details);
                await contacts.SaveAsync(graph, token);
                return customer;
            },
            cancellationToken);
    }
}
