namespace FluxKart.Domain.Contacts;

/// <summary>Stored contacts, loaded and saved in sets: a single request is a batch of one.</summary>
public interface IContactRepository
{
    /// <summary>
    /// Loads every live contact of every customer that holds one of the identifiers, as they stood at one moment, without locking anything.
    /// </summary>
    Task<ContactGraph> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the same, and keeps it so: until the unit of work ends nobody else can change the customers loaded, nor create a contact with
    /// one of the identifiers. Only inside <see cref="IUnitOfWork.ExecuteAsync"/>.
    /// </summary>
    /// <remarks>A <see cref="LoadAsync"/> of the same identifiers before it, in the same scope, saves a round trip.</remarks>
    Task<ContactGraph> LoadForUpdateAsync(IdentifierSet identifiers, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts and re-links what has changed in the graph, and gives the new contacts their ids and creation times. Only inside
    /// <see cref="IUnitOfWork.ExecuteAsync"/>, with a graph from <see cref="LoadForUpdateAsync"/>, and once for each graph.
    /// </summary>
    Task SaveAsync(ContactGraph graph, CancellationToken cancellationToken);
}
