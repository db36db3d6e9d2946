namespace FluxKart.Domain.Customers;

/// <summary>Runs work in one transaction: when it returns, the database has committed; when it throws, nothing is written.</summary>
public interface IUnitOfWork
{
    /// <param name="work">
    /// The whole unit, from its first read to its last write. It runs again from the start after a deadlock, a serialization failure or a
    /// dropped connection, so it must not build on what an earlier try has left.
    /// </param>
    /// <param name="cancellationToken">Gives the work up, and rolls back.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or stayed busy through all retries.</exception>
    Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
