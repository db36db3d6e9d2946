using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>Suggests where several people may have become one customer. Nothing is changed.</summary>
public interface ISuggestionService
{
    /// <summary>Returns a report that is at most a minute old, or waits for a new one.</summary>
    /// <param name="limit">The largest number of entries in each list.</param>
    /// <param name="cancellationToken">Ends the wait, but not the computation, for which others may be waiting.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or stays busy.</exception>
    Task<SuggestionReport> ReadAsync(int limit, CancellationToken cancellationToken);
}
