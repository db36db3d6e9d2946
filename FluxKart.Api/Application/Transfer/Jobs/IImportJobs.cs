using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>Imports files in the background, one at a time however many replicas run.</summary>
public interface IImportJobs
{
    /// <summary>Receives a file and adds it behind the others.</summary>
    /// <returns>The import; null if the file cannot be stored, such as on a full disk.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or stays busy. The file is not kept.</exception>
    Task<Import?> AcceptAsync(SentFile file, CancellationToken cancellationToken);

    /// <summary>Follows an import of any replica.</summary>
    /// <param name="id">The id of the import.</param>
    /// <param name="longestSilence">After how long without a change to return null.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The import now and after each change, and null for each silence. It ends after the import has.</returns>
    IAsyncEnumerable<Import?> FollowAsync(long id, TimeSpan longestSilence, CancellationToken cancellationToken);

    /// <summary>The rows of an import with faults, as far as they have been written.</summary>
    ErrorsFile OpenErrors(Import import);
}
