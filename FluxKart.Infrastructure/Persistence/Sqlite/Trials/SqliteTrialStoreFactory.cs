using FluxKart.Domain.Customers;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <param name="stored">The configured database, which may be PostgreSQL.</param>
/// <param name="rules">What the operator has configured about linking.</param>
internal sealed class SqliteTrialStoreFactory(StoredCustomers stored, LinkingRules rules) : ITrialStoreFactory
{
    public async Task<ITrialStore> CreateAsync(CancellationToken cancellationToken)
    {
        var store = new SqliteTrialStore(stored, rules);
        try
        {
            await store.PrepareAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}
