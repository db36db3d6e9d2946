using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Imports files of customers.</summary>
internal interface IImportService
{
    /// <summary>
    /// Applies the rows of a file in their order, by the rule of requests, in batches that commit. A row that is invalid never stops the
    /// run. Sending the same file again adds nothing, so a run that was cut off is simply started again.
    /// </summary>
    /// <param name="request">What to import.</param>
    /// <param name="observer">Hears of the progress.</param>
    /// <param name="cancellationToken">Ends the run after the batch in flight, which is committed or leaves nothing behind.</param>
    /// <exception cref="Reading.Decoding.UnreadableFileException">The file cannot be read. What was imported before stays.</exception>
    /// <exception cref="StoreUnavailableException">
    /// The database could not be reached for a minute. What was imported before stays.
    /// </exception>
    Task<ImportResult> RunAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken);
}
