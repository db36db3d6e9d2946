using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Finds where several people may have become one customer, without writing or locking anything. Its queries read all contacts and may take
/// seconds, so every statement of its scope may take longer than usual. An unavailable database is reported as by
/// <see cref="IContactRepository"/>.
/// </summary>
public interface ISuggestionDirectory
{
    /// <summary>Lists the customers with the most contacts, largest first. A customer with one contact is left out.</summary>
    Task<IReadOnlyList<CustomerSize>> ListLargestCustomersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the identifiers with the most counterparts, at least two each. Those that never link are left out, because there is nothing to
    /// decide about them.
    /// </summary>
    Task<IReadOnlyList<IdentifierUse>> ListHottestIdentifiersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the customers that hold one of the identifiers, largest first. A customer with one contact is left out.
    /// </summary>
    Task<IReadOnlyList<CustomerSize>> ListHoldersAsync(
        IReadOnlyCollection<Identifier> identifiers, int limit, CancellationToken cancellationToken);
}
