namespace FluxKart.Domain.Customers;

/// <summary>
/// Begins loads of many new customers, where the database in use has a faster way for them than set by set, and says how large sets may be.
/// </summary>
public interface IBulkLoads
{
    /// <summary>The most rows of a set that is saved on its own. Others wait for it, and the database needs room for its locks.</summary>
    int MaxRowsPerSet { get; }

    /// <param name="mayBlockOthers">Whether others may be kept from writing until the load ends, where the database knows no other way.</param>
    /// <param name="expectedRows">About how many rows of customers will come. What a load costs must be worth it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The load; null if the database cannot do it, or too much is stored already. Then sets are saved one by one.
    /// </returns>
    Task<IBulkLoad?> TryBeginAsync(bool mayBlockOthers, long expectedRows, CancellationToken cancellationToken);
}
