using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Customers;

/// <summary>
/// Changes customers by hand. Each change is atomic, and has been committed when it is returned. Every method throws
/// <see cref="StoreUnavailableException"/> if the database cannot be reached or stays busy, and <see cref="UnexpectedResultException"/>
/// instead of a change whose result the client does not expect. Cancellation rolls the change back.
/// </summary>
public interface ICustomerChanges
{
    /// <summary>Makes some contacts of a customer a customer of their own.</summary>
    /// <param name="request">The customer.</param>
    /// <param name="contactIds">The contacts, each once. Not empty.</param>
    /// <param name="keepApart">Whether no order may ever join the two again.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>First the customer of the other contacts, then that of the given ones.</returns>
    Task<CustomerChange> SplitAsync(
        ChangeRequest request, IReadOnlyCollection<long> contactIds, bool keepApart, CancellationToken cancellationToken);

    /// <summary>Makes two customers one.</summary>
    /// <param name="request">The one customer.</param>
    /// <param name="otherContactId">The id of any contact of the other customer.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>The one customer.</returns>
    Task<CustomerChange> MergeAsync(ChangeRequest request, long otherContactId, CancellationToken cancellationToken);

    /// <summary>Erases contacts that should never have been. The rest becomes what it would be had they never come.</summary>
    /// <param name="request">The customer.</param>
    /// <param name="contactIds">The contacts, each once. Not empty.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>What is left, the oldest customer first. It is empty if all contacts were removed.</returns>
    Task<CustomerChange> RemoveAsync(ChangeRequest request, IReadOnlyCollection<long> contactIds, CancellationToken cancellationToken);

    /// <summary>Erases a customer: the email addresses and phone numbers of all its contacts are cleared for ever.</summary>
    /// <param name="request">The customer.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>The customer as it was before.</returns>
    Task<CustomerChange> EraseAsync(ChangeRequest request, CancellationToken cancellationToken);
}
