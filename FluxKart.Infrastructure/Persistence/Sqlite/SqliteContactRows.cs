using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Inserts contacts row by row, with a statement that is parsed once. The caller holds the transaction.</summary>
internal sealed class SqliteContactRows(SqliteConnection connection) : IDisposable
{
    internal const string InsertContact =
        "INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat) VALUES (?, ?, ?, ?, ?, ?)";

    private readonly SqliteInsert insert = new(connection, InsertContact);

    /// <param name="contacts">New contacts with their ids. Each is linked to a stored one, or to one of them.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    public void Insert(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        // A primary before its secondaries, which refer to it.
        foreach (var contact in contacts.OrderBy(contact => contact.LinkPrecedence))
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.Bind(1, contact.Id);
            insert.Bind(2, contact.Email?.Value);
            insert.Bind(3, contact.PhoneNumber?.Value);
            insert.Bind(4, contact.LinkedId);
            insert.Bind(5, LinkPrecedenceConverter.ToText(contact.LinkPrecedence));
            insert.Bind(6, SqliteTime.TextOf(contact.CreatedAt));
            insert.Execute();
        }
    }

    public void Dispose() => insert.Dispose();
}
