namespace FluxKart.Domain.Customers;

/// <summary>Creates stores to try changes on.</summary>
public interface ITrialStoreFactory
{
    /// <summary>Creates an empty store. It copies customers from the configured database.</summary>
    Task<ITrialStore> CreateAsync(CancellationToken cancellationToken);
}
