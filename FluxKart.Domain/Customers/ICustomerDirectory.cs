using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Finds customers without writing or locking anything. An unavailable database is reported as by <see cref="IContactRepository"/>.
/// </summary>
public interface ICustomerDirectory
{
    /// <summary>Lists customers in order of their primaries' ids.</summary>
    /// <param name="afterId">Only customers whose primary has a higher id than this.</param>
    /// <param name="limit">The largest number of customers to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ids of their primaries.</returns>
    Task<IReadOnlyList<long>> ListAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Lists customers from the highest id of their primaries down.</summary>
    /// <param name="beforeId">Only customers whose primary has a lower id than this; null for all.</param>
    /// <param name="limit">The largest number of customers to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ids of their primaries.</returns>
    Task<IReadOnlyList<long>> ListNewestAsync(long? beforeId, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the customers that hold the email address or the phone number, also if it is shared, oldest primary first.</summary>
    /// <param name="details">What to look for.</param>
    /// <param name="afterId">Only customers that come after the one of this primary; null for all.</param>
    /// <param name="limit">The largest number of customers to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The ids of their primaries.</returns>
    Task<IReadOnlyList<long>> ListHoldersAsync(ContactDetails details, long? afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Whether there was a contact with this id that has been deleted.</summary>
    Task<bool> IsDeletedAsync(long contactId, CancellationToken cancellationToken);
}
