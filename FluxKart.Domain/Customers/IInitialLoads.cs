namespace FluxKart.Domain.Customers;

/// <summary>Begins loads into a database that is still empty, where the database in use has a faster way for them than set by set.</summary>
public interface IInitialLoads
{
    /// <param name="mayBlockOthers">Whether others may be kept from writing until the load ends, where the database knows no other way.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The load; null if something is stored already, or the database cannot do it for any other reason. Then sets are saved one by one.
    /// </returns>
    Task<IInitialLoad?> TryBeginAsync(bool mayBlockOthers, CancellationToken cancellationToken);
}
