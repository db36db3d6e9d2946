namespace FluxKart.Domain.Customers;

/// <summary>
/// Runs work in one transaction. If it returns, the database has committed. If it throws, nothing was written, but see
/// <see cref="StoreUnavailableException"/> for a connection that broke during the commit.
/// </summary>
public interface IUnitOfWork
{
    /// <param name="work">
    /// The whole unit, from its first read to its last write. It runs again from the start after a deadlock, a serialization failure or a
    /// lost connection, so it must not depend on anything left over from an earlier attempt. A lost connection can also mean that the
    /// earlier attempt has committed, so running the work twice must be harmless.
    /// </param>
    /// <param name="cancellationToken">Cancels the work and rolls it back.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or stayed busy through all retries.</exception>
    Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
