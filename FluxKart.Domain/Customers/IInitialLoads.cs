namespace FluxKart.Domain.Customers;

/// <summary>Begins loads into a database that is still empty, where the database in use has a faster way for them than set by set.</summary>
public interface IInitialLoads
{
    /// <returns>
    /// The load; null if something is stored already, or the database cannot do it for any other reason. Then sets are saved one by one.
    /// </returns>
    Task<IInitialLoad?> TryBeginAsync(CancellationToken cancellationToken);
}
