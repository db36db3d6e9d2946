using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Writes what holds customers together and keeps them apart, a whole set at a time, in the SQL of the database in use.</summary>
internal interface IBondStatements
{
    /// <summary>Inserts marks.</summary>
    /// <returns>What the database assigned to each, in no particular order.</returns>
    Task<IReadOnlyList<InsertedMark>> InsertAsync(IReadOnlyCollection<SharedIdentifier> marks, CancellationToken cancellationToken);

    /// <summary>Inserts separations.</summary>
    Task InsertAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken);

    /// <summary>Deletes separations.</summary>
    Task DeleteAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken);

    /// <summary>Inserts stand-ins. One for the same removed contact and role is replaced.</summary>
    Task InsertAsync(IReadOnlyCollection<StandIn> standIns, CancellationToken cancellationToken);
}
