using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>Suggests where several people may have become one customer. Nothing is changed.</summary>
public interface ISuggestionService
{
    /// <summary>
    /// Returns a report whose figures are at most a minute old, or waits for a new one. If the search for candidates takes long, they are
    /// older; <see cref="SuggestionReport.ComputedAt"/> says when it began.
    /// </summary>
    /// <param name="limit">The largest number of entries in each list.</param>
    /// <param name="notBefore">The earliest moment, in UTC, at which the search may have begun; null if any will do.</param>
    /// <param name="cancellationToken">Ends the wait, but not the computation, for which others may be waiting.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or stays busy.</exception>
    Task<SuggestionReport> ReadAsync(int limit, DateTime? notBefore, CancellationToken cancellationToken);

    /// <summary>Searches for candidates and computes the report from them, for the readers to come.</summary>
    /// <param name="cancellationToken">Ends the wait, but not the computation.</param>
    /// <returns>How long the search took.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or stays busy.</exception>
    Task<TimeSpan> RenewAsync(CancellationToken cancellationToken);
}
