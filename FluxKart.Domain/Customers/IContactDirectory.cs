using FluxKart.Domain.Contacts;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Lists live contacts without locking anything. Each call sees what is committed when it begins, and its statements may take longer than
/// usual. An unavailable database is reported as by <see cref="IContactRepository"/>.
/// </summary>
public interface IContactDirectory
{
    /// <summary>
    /// Lists contacts in order of customer, by the primary's id. Of each customer the primary comes first, then the secondaries, oldest
    /// first.
    /// </summary>
    /// <param name="last">Only contacts that come after this one's place, as it was when it was read; null for all.</param>
    /// <param name="limit">The largest number of contacts to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<Contact>> ListAsync(Contact? last, int limit, CancellationToken cancellationToken);

    /// <summary>Lists contacts in order of id.</summary>
    /// <param name="afterId">Only contacts with a higher id than this.</param>
    /// <param name="limit">The largest number of contacts to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<Contact>> ListByIdAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the contacts with these ids, and all contacts of the customers whose primaries have these ids, in the same order.
    /// </summary>
    Task<IReadOnlyList<Contact>> ListNamedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);
}
