using FluxKart.Domain.Contacts;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>The two statements that write contacts, each for a whole set, in the SQL of the database.</summary>
internal interface IContactStatements
{
    /// <summary>Inserts contacts in their order, by one statement. One may be linked to another of them.</summary>
    /// <returns>A row for each contact, in the same order.</returns>
    Task<IReadOnlyList<InsertedContact>> InsertAsync(IReadOnlyList<NewContact> contacts, CancellationToken cancellationToken);

    /// <summary>Stores the links of contacts that have become secondaries or have another primary, by one statement.</summary>
    Task RelinkAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken);
}
