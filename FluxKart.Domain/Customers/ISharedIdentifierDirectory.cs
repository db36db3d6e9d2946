using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Finds the marks of shared identifiers without writing or locking anything. An unavailable database is reported as by
/// <see cref="IContactRepository"/>.
/// </summary>
public interface ISharedIdentifierDirectory
{
    /// <summary>Lists marks in order of id.</summary>
    /// <param name="afterId">Only marks with a higher id than this.</param>
    /// <param name="limit">The largest number of marks to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<SharedIdentifier>> ListAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>The mark with this id; null if no mark has it.</summary>
    Task<SharedIdentifier?> FindAsync(long id, CancellationToken cancellationToken);
}
