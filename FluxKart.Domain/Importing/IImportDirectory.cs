using FluxKart.Domain.Customers;

namespace FluxKart.Domain.Importing;

/// <summary>
/// Reads the imports and cancels them for a person, whichever replica runs them. An unavailable database is reported as by
/// <see cref="IContactRepository"/>.
/// </summary>
public interface IImportDirectory
{
    /// <summary>The import with this id; null if no import has it.</summary>
    Task<Import?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Some imports, the newest first.</summary>
    /// <param name="before">Only imports with a lower id; null for all.</param>
    /// <param name="limit">The largest number of imports.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<Import>> ListAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Cancels an import that runs or waits. One that has ended stays as it is.</summary>
    /// <returns>False if there is no such import.</returns>
    Task<bool> CancelAsync(long id, CancellationToken cancellationToken);
}
