using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Writes by binary COPY, inside the current transaction.</summary>
internal sealed class PostgresImportStatements(FluxKartDbContext context) : IImportStatements
{
    internal const string CopyContacts =
        "COPY contact (id, email, phonenumber, linkedid, linkprecedence, createdat) FROM STDIN (FORMAT BINARY)";

    internal const string CopyEvents = "COPY event (id, type, time, contactid, data) FROM STDIN (FORMAT BINARY)";

    private const string CopyNames = "COPY eventcontact (contactid, eventid) FROM STDIN (FORMAT BINARY)";

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
        async (row, contact) =>
        {
            await row.WriteAsync(contact.Id, NpgsqlDbType.Bigint, cancellationToken);
            await WriteTextAsync(row, contact.Email?.Value, cancellationToken);
            await WriteTextAsync(row, contact.PhoneNumber?.Value, cancellationToken);
            await WriteIdAsync(row, contact.LinkedId, cancellationToken);
            await row.WriteAsync(LinkPrecedenceConverter.ToText(contact.LinkPrecedence), NpgsqlDbType.Text, cancellationToken);
            await row.WriteAsync(contact.CreatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        },
        cancellationToken);

    public async Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var drawn = await DrawAsync(DrawEventIds, events.Count, null, cancellationToken);
        await CopyAsync(
            CopyEvents,
            drawn.Ids.Zip(events),
            async (row, added) =>
            {
                await row.WriteAsync(added.First, NpgsqlDbType.Bigint, cancellationToken);
                await row.WriteAsync(added.Second.Type, NpgsqlDbType.Text, cancellationToken);
                await row.WriteAsync(drawn.Now, NpgsqlDbType.TimestampTz, cancellationToken);
                await WriteIdAsync(row, added.Second.ContactId, cancellationToken);
                await row.WriteAsync(added.Second.Data, NpgsqlDbType.Json, cancellationToken);
            },
            cancellationToken);
        var named = drawn.Ids.Zip(events).SelectMany(added => added.Second.OtherContactIds, (added, id) => (Id: id, EventId: added.First));
        await CopyAsync(
            CopyNames,
            named,
            async (row, name) =>
            {
                await row.WriteAsync(name.Id, NpgsqlDbType.Bigint, cancellationToken);
                await row.WriteAsync(name.EventId, NpgsqlDbType.Bigint, cancellationToken);
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
        string sql, IEnumerable<TRow> rows, Func<NpgsqlBinaryImporter, TRow, Task> write, CancellationToken cancellationToken)
    {
        await using var importer = await Connection.BeginBinaryImportAsync(sql, cancellationToken);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            await write(importer, row);
        }

        await importer.CompleteAsync(cancellationToken);
    }

    private static Task WriteTextAsync(NpgsqlBinaryImporter row, string? text, CancellationToken cancellationToken) => text is null
        ? row.WriteNullAsync(cancellationToken)
        : row.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);

    private static Task WriteIdAsync(NpgsqlBinaryImporter row, long? id, CancellationToken cancellationToken) => id is null
        ? row.WriteNullAsync(cancellationToken)
        : row.WriteAsync(id.Value, NpgsqlDbType.Bigint, cancellationToken);

    // Of the current transaction.
    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();
}
