using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// A load of many new customers. Nobody sees any of them before it is complete, and then everybody sees all. Meanwhile others read as
/// always, and write too unless they may be blocked. Disposing of a load that is not complete leaves nothing behind.
/// </summary>
/// <remarks>Every method throws <see cref="BulkLoadFailedException"/> if the load has come to nothing.</remarks>
public interface IBulkLoad : IAsyncDisposable
{
    /// <summary>The time by the database's clock, in UTC. It never goes back.</summary>
    DateTime Now { get; }

    /// <summary>
    /// Reads the identifiers that stored contacts have, and those that are marked as shared, in no order. The same identifier may come more
    /// than once. An empty database has none. Call this before anything is added.
    /// </summary>
    IAsyncEnumerable<Identifier> ReadStoredIdentifiersAsync(CancellationToken cancellationToken);

    /// <summary>Adds what a set has created, and gives the contacts their ids.</summary>
    /// <param name="customers">
    /// A set for which nothing was loaded. None of its customers has anything in common with a stored one, or with one that was added
    /// before.
    /// </param>
    /// <param name="cancellationToken">Cancels the load.</param>
    /// <exception cref="InvalidOperationException">Identifiers of the set have become shared.</exception>
    Task AddAsync(CustomerSet customers, CancellationToken cancellationToken);

    /// <summary>Makes everything visible at once, provided that nobody else has written since the load began.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
