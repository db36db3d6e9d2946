using System.IO.Pipelines;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer;

/// <summary>Writes all contacts that can match.</summary>
public interface IExportService
{
    /// <summary>
    /// Writes the contacts in order of customer, by the primary's id. Of each customer the primary comes first, then the secondaries,
    /// oldest first. Contacts that changed their customer meanwhile may come last. A contact that is live from the first moment to the last
    /// is written exactly once.
    /// </summary>
    /// <param name="format">The form of the file.</param>
    /// <param name="output">Gets a part whenever it has taken the one before. Nothing is written before the database has responded.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <returns>How many contacts were written.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The database cannot be reached or stays busy. What has been written is incomplete.
    /// </exception>
    Task<long> WriteAsync(IContactFormat format, PipeWriter output, CancellationToken cancellationToken);
}
