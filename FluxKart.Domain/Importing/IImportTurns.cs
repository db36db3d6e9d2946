using FluxKart.Domain.Customers;

namespace FluxKart.Domain.Importing;

/// <summary>
/// The imports that have not ended, of all replicas. One of them runs at a time, in the order in which they came. The process that owns one
/// keeps its beat growing. Others interrupt it when they have not seen it grow for a while, so nobody compares the clocks of two machines.
/// An unavailable database is reported as by <see cref="IContactRepository"/>.
/// </summary>
public interface IImportTurns
{
    /// <summary>Adds an import behind all others.</summary>
    /// <returns>The import with its id.</returns>
    Task<Import> AddAsync(Import import, CancellationToken cancellationToken);

    /// <summary>Begins an import, unless another one runs or came before it.</summary>
    /// <returns>Whether it runs now.</returns>
    Task<bool> TryBeginAsync(Import import, DateTime now, CancellationToken cancellationToken);

    /// <summary>Stores how far an import has come, and lets its beat grow.</summary>
    /// <returns>False if it must stop: a person has cancelled it, or another process has interrupted it.</returns>
    Task<bool> ContinueAsync(Import import, ImportProgress progress, CancellationToken cancellationToken);

    /// <summary>Ends an import. One that a person has cancelled stays so, and one that another process has interrupted, too.</summary>
    /// <returns>The state in which it has ended.</returns>
    Task<ImportState> EndAsync(Import import, ImportProgress progress, ImportEnd ending, CancellationToken cancellationToken);

    /// <summary>All imports that have not ended.</summary>
    Task<IReadOnlyList<ImportSighting>> ReadActiveAsync(CancellationToken cancellationToken);

    /// <summary>Ends an import whose process is gone, unless its beat has grown since it was seen.</summary>
    /// <returns>Whether this call has ended it.</returns>
    Task<bool> TryInterruptAsync(ImportSighting seen, DateTime now, CancellationToken cancellationToken);

    /// <summary>Which of these names of files belong to imports, and whether each import has ended.</summary>
    Task<IReadOnlyDictionary<string, bool>> FindEndedAsync(IReadOnlyCollection<string> files, CancellationToken cancellationToken);
}
