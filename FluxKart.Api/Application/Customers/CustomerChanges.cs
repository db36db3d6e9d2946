using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Customers;

internal sealed class CustomerChanges(
    IContactRepository contacts,
    ICustomerDirectory directory,
    IUnitOfWork unitOfWork,
    IErasureFollowUp followUp,
    EventMetrics metrics) : ICustomerChanges
{
    public async Task<Erasure> EraseAsync(long contactId, string? reason, bool isDryRun, CancellationToken cancellationToken)
    {
        var scope = CustomerScope.Of([contactId]);
        // If the connection broke during the commit, it may have succeeded. Then the next attempt finds nothing.
        (CustomerSnapshot?, IReadOnlyList<CustomerEvent>) saved = default;
        var (erased, events) = isDryRun
            ? Erase(await contacts.LoadAsync(scope, cancellationToken), reason)
            : await unitOfWork.ExecuteAsync(
                async token =>
                {
                    var customers = await contacts.LoadForUpdateAsync(scope, token);
                    if (Erase(customers, reason) is not { Erased: not null } erasure)
                        return saved;
                    await contacts.SaveAsync(customers, token);
                    return saved = erasure;
                },
                cancellationToken);
        if (erased is null)
            return new Erasure(null, await directory.IsDeletedAsync(contactId, cancellationToken));
        if (!isDryRun)
        {
            metrics.CountWritten(events);
            // The erasure is committed, whether or not the caller still waits.
            await followUp.CompleteAsync(CancellationToken.None);
        }

        return new Erasure(erased, WasErased: false);
    }

    private static (CustomerSnapshot? Erased, IReadOnlyList<CustomerEvent> Events) Erase(CustomerSet customers, string? reason)
    {
        if (customers.Loaded is not [var customer])
            return (null, []);
        var before = customer.ToSnapshot();
        customers.Erase(customer, reason);
        return (before, customers.Events);
    }
}
