using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

/// <summary>
/// Lists, marks and unmarks identifiers that never link. Each change is atomic, and has been committed when it is returned. Every method
/// throws <see cref="StoreUnavailableException"/> if the database cannot be reached or stays busy.
/// </summary>
public interface ISharedIdentifierService
{
    /// <summary>Lists the marks in order of id.</summary>
    /// <param name="afterId">Only marks with a higher id than this.</param>
    /// <param name="limit">The largest number of marks on the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<SharedIdentifierPage> ListAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Marks an identifier, unless it is marked already, and takes the customers that hold it apart if asked to.</summary>
    Task<Marking> MarkAsync(MarkRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes a mark. Nothing is merged until the next request that brings the identifier.</summary>
    /// <param name="id">The id of the mark.</param>
    /// <param name="isDryRun">Whether to return what would go, and to write nothing.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>The mark that is deleted; null if no mark has this id.</returns>
    Task<SharedIdentifier?> UnmarkAsync(long id, bool isDryRun, CancellationToken cancellationToken);
}
