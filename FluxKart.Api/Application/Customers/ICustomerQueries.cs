using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Customers;

/// <summary>
/// Reads customers and explains them. Nothing is written or locked. Every method throws <see cref="StoreUnavailableException"/> if the
/// database cannot be reached or stays busy.
/// </summary>
public interface ICustomerQueries
{
    /// <summary>Finds the customer of a contact, primary or secondary.</summary>
    Task<CustomerFinding> FindAsync(long contactId, CancellationToken cancellationToken);

    /// <summary>Lists all customers in order of their primaries' ids.</summary>
    /// <param name="afterId">Only customers whose primary has a higher id than this.</param>
    /// <param name="limit">The largest number of customers on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<CustomerPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Lists all customers from the highest id of their primaries down.</summary>
    /// <param name="beforeId">Only customers whose primary has a lower id than this; null for all.</param>
    /// <param name="limit">The largest number of customers on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<CustomerPage> ListNewestAsync(long? beforeId, int limit, CancellationToken cancellationToken);

    /// <summary>Finds the customers that hold the email address or the phone number, oldest first.</summary>
    /// <param name="details">What to look for.</param>
    /// <param name="afterId">The id of the last primary of the page before; null for the first page.</param>
    /// <param name="limit">The largest number of customers on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<CustomerPage> LookUpAsync(ContactDetails details, long? afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the events that name one of the customer's contacts, oldest first.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="afterId">Only events with a higher id than this.</param>
    /// <param name="limit">The largest number of events on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<EventHistory> ReadHistoryAsync(Customer customer, long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the customer's identifiers, those of its oldest contacts first.</summary>
    Task<IReadOnlyList<HeldIdentifier>> ListIdentifiersAsync(Customer customer, CancellationToken cancellationToken);

    /// <summary>Explains why the customer's contacts belong together, from everything that is stored about them.</summary>
    Task<CustomerExplanation> ExplainAsync(Customer customer, CancellationToken cancellationToken);
}
