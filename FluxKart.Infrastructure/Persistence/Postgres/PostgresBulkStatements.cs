using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Writes by binary COPY, inside the current transaction.</summary>
internal sealed class PostgresBulkStatements(FluxKartDbContext context) : IBulkStatements
{
    internal const string CopyContacts =
        "COPY contact (id, email, phonenumber, linkedid, linkprecedence, createdat) FROM STDIN (FORMAT BINARY)";

    internal const string CopyEvents = "COPY event (id, type, time, contactid, data) FROM STDIN (FORMAT BINARY)";

    internal const string CopyNames = "COPY eventcontact (contactid, eventid) FROM STDIN (FORMAT BINARY)";

    // In the order of the contacts: generate_series returns its rows in order, and the sequence only grows.
    private const string DrawContactIds =
        """
        SELECT array_agg(nextval('contact_id_seq')), GREATEST(clock_timestamp(), @notbefore) FROM generate_series(1, @count)
        """;

    private static readonly string DrawEventIds =
        $"""
        WITH turn AS MATERIALIZED ({PostgresEventStatements.TakeLock}),
        clock AS MATERIALIZED (SELECT clock_timestamp() AS now FROM turn)
        SELECT array_agg(nextval('event_id_seq')), min(now) FROM clock CROSS JOIN generate_series(1, @count)
        """;

    public Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken) => DrawAsync(
        DrawContactIds,
        count,
        new NpgsqlParameter("notbefore", NpgsqlDbType.TimestampTz) { Value = (object?)notBefore ?? DBNull.Value },
        cancellationToken);

    public Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken) => CopyAsync(
        CopyContacts,
        contacts,
        (row, contact) =>
        {
            row.Write(contact.Id, NpgsqlDbType.Bigint);
            row.Write(contact.Email?.Value, NpgsqlDbType.Text);
            row.Write(contact.PhoneNumber?.Value, NpgsqlDbType.Text);
            row.Write(contact.LinkedId, NpgsqlDbType.Bigint);
            row.Write(LinkPrecedenceConverter.ToText(contact.LinkPrecedence), NpgsqlDbType.Text);
            row.Write(contact.CreatedAt, NpgsqlDbType.TimestampTz);
        },
        cancellationToken);

    public async Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var drawn = await DrawAsync(DrawEventIds, events.Count, null, cancellationToken);
        await CopyAsync(
            CopyEvents,
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
            CopyNames,
            named,
            (row, name) =>
            {
                row.Write(name.Id, NpgsqlDbType.Bigint);
                row.Write(name.EventId, NpgsqlDbType.Bigint);
            },
            cancellationToken);
    }

    private async Task<DrawnIds> DrawAsync(string sql, int count, NpgsqlParameter? parameter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        command.Parameters.AddWithValue("count", count);
        if (parameter is not null)
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DrawnIds(reader.GetFieldValue<long[]>(0), reader.GetDateTime(1));
    }

    private async Task CopyAsync<TRow>(
        string sql, IEnumerable<TRow> rows, Action<NpgsqlBinaryImporter, TRow> write, CancellationToken cancellationToken)
    {
        await using var importer = await Connection.BeginBinaryImportAsync(sql, cancellationToken);
        // Rows are a few bytes each, of which almost all only go into a buffer. The methods that can wait without a thread cost twice as much.
        foreach (var row in rows)
        {
            importer.StartRow();
            write(importer, row);
        }

        await importer.CompleteAsync(cancellationToken);
    }

    // Of the current transaction.
    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();
}
