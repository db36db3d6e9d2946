using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>Reads from the configured database what a trial copies.</summary>
internal sealed class StoredCustomers(FluxKartDbContext context, IContactRepository contacts)
{
    /// <summary>Reads the customers in the scope, with what keeps them apart and the marks of the scope's identifiers.</summary>
    public Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken) =>
        contacts.LoadAsync(scope, cancellationToken);

    public Task<IReadOnlyList<SharedIdentifier>> ReadMarksAsync(
        IReadOnlyCollection<Identifier> identifiers, CancellationToken cancellationToken) =>
        context.FindMarksAsync(identifiers, cancellationToken);
}
