using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Copies contacts and events into their tables, in PostgreSQL's binary format.</summary>
internal static class PostgresCopy
{
    public const string Contacts =
        "COPY contact (id, email, phonenumber, linkedid, linkprecedence, createdat) FROM STDIN (FORMAT BINARY)";

    // A table with a volatile default, such as that of updatedat, is filled row by row.
    public const string ContactsOfNewTable =
        "COPY contact (id, email, phonenumber, linkedid, linkprecedence, createdat, updatedat) FROM STDIN (FORMAT BINARY, FREEZE)";

    public const string Events = "COPY event (id, type, time, contactid, data) FROM STDIN (FORMAT BINARY)";

    public const string Names = "COPY eventcontact (contactid, eventid) FROM STDIN (FORMAT BINARY)";

    /// <summary>Copies contacts that have their ids and creation times already.</summary>
    public static Task CopyContactsAsync(
        NpgsqlConnection connection, IReadOnlyList<Contact> contacts, CancellationToken cancellationToken) =>
        CopyAsync(connection, Contacts, contacts, Write, cancellationToken);

    /// <summary>
    /// Copies contacts into a table that the same transaction has created. Its pages then need no vacuum before an index alone can be read.
    /// </summary>
    /// <param name="connection">Where to.</param>
    /// <param name="contacts">Contacts that have their ids and creation times already.</param>
    /// <param name="now">The time by the database's clock, in UTC.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task CopyIntoNewTableAsync(
        NpgsqlConnection connection, IReadOnlyList<Contact> contacts, DateTime now, CancellationToken cancellationToken) =>
        CopyAsync(
            connection,
            ContactsOfNewTable,
            contacts,
            (row, contact) =>
            {
                Write(row, contact);
                row.Write(now, NpgsqlDbType.TimestampTz);
            },
            cancellationToken);

    /// <summary>Copies events, and which contacts they name.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="events">The events.</param>
    /// <param name="drawn">Their ids, and their time.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task CopyEventsAsync(
        NpgsqlConnection connection, IReadOnlyList<NewEvent> events, DrawnIds drawn, CancellationToken cancellationToken)
    {
        await CopyAsync(
            connection,
            Events,
            drawn.Ids.Zip(events),
            (row, added) =>
            {
                row.Write(added.First, NpgsqlDbType.Bigint);
                row.Write(added.Second.Type, NpgsqlDbType.Text);
                row.Write(drawn.Now, NpgsqlDbType.TimestampTz);
                row.Write(added.Second.ContactId, NpgsqlDbType.Bigint);
                row.Write(added.Second.Data, NpgsqlDbType.Json);
            },
            cancellationToken);
        var named = drawn.Ids
            .Zip(events)
            .SelectMany(added => added.Second.OtherContactIds, (added, id) => (Id: id, EventId: added.First))
            .ToList();
        if (named.Count == 0)
            return;
        await CopyAsync(
            connection,
            Names,
            named,
            (row, name) =>
            {
                row.Write(name.Id, NpgsqlDbType.Bigint);
                row.Write(name.EventId, NpgsqlDbType.Bigint);
            },
            cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter row, Contact contact)
    {
        row.Write(contact.Id, NpgsqlDbType.Bigint);
        row.Write(contact.Email?.Value, NpgsqlDbType.Text);
        row.Write(contact.PhoneNumber?.Value, NpgsqlDbType.Text);
        row.Write(contact.LinkedId, NpgsqlDbType.Bigint);
        row.Write(LinkPrecedenceConverter.ToText(contact.LinkPrecedence), NpgsqlDbType.Text);
        row.Write(contact.CreatedAt, NpgsqlDbType.TimestampTz);
    }

    private static async Task CopyAsync<TRow>(
        NpgsqlConnection connection,
        string sql,
        IEnumerable<TRow> rows,
        Action<NpgsqlBinaryImporter, TRow> write,
        CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(sql, cancellationToken);
        // Rows are a few bytes each, of which almost all only go into a buffer. The methods that can wait without a thread cost twice as much.
        foreach (var row in rows)
        {
            importer.StartRow();
            write(importer, row);
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
