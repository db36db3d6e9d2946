using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Events;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Writes thousands of contacts and events at once, in the fastest way of the database in use.</summary>
internal interface IBulkStatements
{
    /// <summary>Draws the ids of contacts that will be inserted in the same transaction.</summary>
    /// <param name="count">How many contacts.</param>
    /// <param name="notBefore">The earliest time to return, in UTC, should the database's clock have gone back; null for any.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken);

    /// <summary>Inserts contacts that have their ids and creation times already.</summary>
    Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken);

    /// <summary>Inserts events under the same conditions as <see cref="IEventStatements.AppendAsync"/>.</summary>
    Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);
}
