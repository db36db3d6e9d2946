namespace FluxKart.Domain.Customers;

/// <summary>Removes what is left of erased values outside the rows that held them.</summary>
public interface IErasureFollowUp
{
    /// <summary>Does so after an erasure has been committed. If the database is busy, what is left goes with a later erasure.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
