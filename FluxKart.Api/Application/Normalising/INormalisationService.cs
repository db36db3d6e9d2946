using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Normalising;

/// <summary>Brings stored values to the rules of today.</summary>
internal interface INormalisationService
{
    /// <summary>
    /// Writes all stored values by the rules of today, in batches that commit, and joins customers that then share a value. It can be
    /// repeated: a second run changes nothing.
    /// </summary>
    /// <param name="isDryRun">Whether nothing is written, although all is reported as if it were.</param>
    /// <param name="cancellationToken">Ends the run. What was committed stays.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or stays busy. What was committed stays.</exception>
    Task<NormalisationReport> RunAsync(bool isDryRun, CancellationToken cancellationToken);
}
