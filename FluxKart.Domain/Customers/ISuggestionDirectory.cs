using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Finds where several people may have become one customer, without writing or locking anything. Its queries read all contacts and may take
/// seconds, so every statement of its scope may take longer than usual. An unavailable database is reported as by
/// <see cref="IContactRepository"/>.
/// </summary>
public interface ISuggestionDirectory
{
    /// <summary>Finds the customers with the most contacts, largest first. It reads all contacts.</summary>
    /// <returns>The ids of their primary contacts.</returns>
    Task<IReadOnlyList<long>> FindLargestCustomersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the identifiers that may have the most counterparts, enough of each kind for a list of <paramref name="limit"/>. It reads all
    /// contacts. Those that never link are left out, because there is nothing to decide about them.
    /// </summary>
    Task<IReadOnlyList<Identifier>> FindHottestIdentifiersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Lists the customers of the contacts, largest first. A customer with one contact is left out.</summary>
    Task<IReadOnlyList<CustomerSize>> ListSizesAsync(
        IReadOnlyCollection<long> contactIds, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Lists those of the identifiers that link and have two counterparts or more, in order of their counterparts, the most first.
    /// </summary>
    Task<IReadOnlyList<IdentifierUse>> ListUsesAsync(
        IReadOnlyCollection<Identifier> identifiers, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the customers that hold one of the identifiers, largest first. A customer with one contact is left out.
    /// </summary>
    Task<IReadOnlyList<CustomerSize>> ListHoldersAsync(
        IReadOnlyCollection<Identifier> identifiers, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the customers with the most contacts, largest first. A customer with one contact is left out.</summary>
    async Task<IReadOnlyList<CustomerSize>> ListLargestCustomersAsync(int limit, CancellationToken cancellationToken) =>
        await ListSizesAsync(await FindLargestCustomersAsync(limit, cancellationToken), limit, cancellationToken);

    /// <summary>Lists the identifiers with the most counterparts, at least two each. Those that never link are left out.</summary>
    async Task<IReadOnlyList<IdentifierUse>> ListHottestIdentifiersAsync(int limit, CancellationToken cancellationToken) =>
        await ListUsesAsync(await FindHottestIdentifiersAsync(limit, cancellationToken), limit, cancellationToken);
}
