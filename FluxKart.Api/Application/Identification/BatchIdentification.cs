using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>Identifies the requests of one batch, as if they came one after the other.</summary>
internal sealed class BatchIdentification(IContactRepository contacts, IUnitOfWork unitOfWork, EventMetrics metrics)
{
    /// <summary>
    /// Finds the customers of requests that have nothing to write. Most requests repeat what is known, and those need no lock: one load saw
    /// the state at one moment, which is a place in the serial order.
    /// </summary>
    /// <returns>A result for each request, in the same order.</returns>
    public async Task<IReadOnlyList<LookupResult>> LookUpAsync(IReadOnlyList<ContactDetails> requests, CancellationToken cancellationToken)
    {
        var customers = await contacts.LoadAsync(CustomerScope.Of(requests), cancellationToken);
        return [.. requests.Select(details => customers.Recognise(details) is { } known
            ? new LookupResult(IdentifiedCustomer.Of(known), [], [])
            : new LookupResult(null, customers.PrimaryIdsOf(details), [.. customers.UnheldOf(details)]))];
    }

    /// <summary>Applies one request without locks, and saves nothing. The ids of new contacts are 0.</summary>
    public async Task<IdentifiedCustomer> PreviewAsync(ContactDetails details, CancellationToken cancellationToken)
    {
        var scope = CustomerScope.Of([details]) with { WithSeparations = true };
        var customers = await contacts.LoadAsync(scope, cancellationToken);
        return IdentifiedCustomer.Of(customers.Identify(details));
    }

    /// <summary>Applies the requests in their order, under locks, and commits.</summary>
    /// <returns>The customer as each request left it, in the same order.</returns>
    public async Task<IReadOnlyList<IdentifiedCustomer>> IdentifyAsync(
        IReadOnlyList<LinkRequest> requests, CancellationToken cancellationToken)
    {
        var scope = CustomerScope.Of([.. requests.Select(request => request.Details)]) with
        {
            ContactIds = requests.SelectMany(request => request.MatchingPrimaryIds).ToHashSet(),
            Unheld = requests.SelectMany(request => request.Unheld).ToHashSet(),
            WithSeparations = true,
        };
        var batch = await unitOfWork.ExecuteAsync(
            async token =>
            {
                var customers = await contacts.LoadForUpdateAsync(scope, token);
                var identifications = requests.Select(request => customers.Identify(request.Details)).ToList();
                await contacts.SaveAsync(customers, token);
                return new IdentifiedBatch(identifications.ConvertAll(IdentifiedCustomer.Of), customers.Events);
            },
            cancellationToken);
        metrics.CountWritten(batch.Events);
        return batch.Customers;
    }
}
