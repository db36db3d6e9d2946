using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Events;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Writes contacts, a whole set at a time, in the SQL of the database in use.</summary>
internal interface IContactStatements
{
    /// <summary>
    /// Inserts contacts in this order, and the event <c>contact.created</c> of each that is the first of a customer. A contact may be
    /// linked to another one in the list. The events of other kinds must follow in the same transaction, and nothing else: see
    /// <see cref="IEventStatements.AppendAsync"/>.
    /// </summary>
    /// <param name="contacts">The rows. They all get the same creation time, so that their order is that of their ids.</param>
    /// <param name="notBefore">The earliest creation time, in UTC, should the database's clock have gone back; null for any.</param>
    /// <param name="unheld">
    /// Identifiers that no live contact may hold, and that must not be marked: otherwise nothing is inserted. Must be empty if the
    /// transaction keeps out all other writers.
    /// </param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>A row for each contact, in the same order; empty if one of the identifiers is held or marked.</returns>
    Task<IReadOnlyList<InsertedContact>> InsertAsync(
        IReadOnlyList<NewContact> contacts,
        DateTime? notBefore,
        IReadOnlyCollection<Identifier> unheld,
        CancellationToken cancellationToken);

    /// <summary>
    /// Clears the values of contacts and marks them as deleted, by one statement. Contacts that are linked to them are erased too, also
    /// those that another program has deleted or linked in a chain.
    /// </summary>
    Task EraseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken);

    /// <summary>Updates the values of contacts, by one statement.</summary>
    Task ReviseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken);

    /// <summary>Updates contacts that became secondaries or got another primary, by one statement.</summary>
    Task RelinkAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken);
}
