using FluxKart.Domain.Contacts;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>The two statements that write contacts, each for a whole set, in the database's own SQL.</summary>
internal interface IContactStatements
{
    /// <summary>Inserts contacts in their order, by one statement. One may be linked to another of them.</summary>
    /// <returns>A row for each contact, in the same order.</returns>
    Task<IReadOnlyList<InsertedContact>> InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken);

    /// <summary>Stores the link of contacts that have become secondaries or have another primary, by one statement.</summary>
    Task RelinkAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken);
}
