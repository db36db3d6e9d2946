using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application;

/// <summary>Identifies the requests of one batch, as if they came one after the other.</summary>
internal sealed class BatchIdentification(IContactRepository contacts, IUnitOfWork unitOfWork)
{
    /// <summary>
    /// Answers the requests that have nothing to write. Most repeat what is known, and those need no lock: what one load saw at one moment
    /// is an answer of that moment.
    /// </summary>
    /// <returns>A result for each request, in the same order.</returns>
    public async Task<IReadOnlyList<Recognition>> RecogniseAsync(IReadOnlyList<ContactDetails> requests, CancellationToken cancellationToken)
    {
        var customers = await contacts.LoadAsync(CustomerScope.Of(requests), cancellationToken);
        return [.. requests.Select(details => customers.Recognise(details) is { } known
            ? new Recognition(IdentifiedCustomer.Of(known), [])
            : new Recognition(null, customers.PrimaryIdsOf(details)))];
    }

    /// <summary>Applies the requests in their order, under locks, and commits.</summary>
    /// <returns>The customer as each request left it, in the same order.</returns>
    public Task<IReadOnlyList<IdentifiedCustomer>> IdentifyAsync(IReadOnlyList<UnrecognisedRequest> requests, CancellationToken cancellationToken)
    {
        var scope = CustomerScope.Of([.. requests.Select(request => request.Details)]) with
        {
            ContactIds = requests.SelectMany(request => request.ExpectedPrimaryIds).ToHashSet(),
        };
        return unitOfWork.ExecuteAsync<IReadOnlyList<IdentifiedCustomer>>(
            async token =>
            {
                var customers = await contacts.LoadForUpdateAsync(scope, token);
                var identifications = requests.Select(request => customers.Identify(request.Details)).ToList();
                await contacts.SaveAsync(customers, token);
                return identifications.ConvertAll(IdentifiedCustomer.Of);
            },
            cancellationToken);
    }
}
