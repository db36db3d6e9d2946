using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Writes row by row with a statement that is parsed once, inside the current transaction. It is the only writer.</summary>
internal sealed class SqliteBulkStatements(FluxKartDbContext context) : IBulkStatements
{
    internal const string InsertContact =
        """
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat)
        VALUES (@id, @email, @phonenumber, @linkedid, @linkprecedence, @createdat)
        """;

    internal const string InsertEvent =
        "INSERT INTO event (type, contactid, data) VALUES (@type, @contactid, @data) RETURNING id";

    internal const string InsertName = "INSERT INTO eventcontact (contactid, eventid) VALUES (@contactid, @eventid)";

    private const string NextId =
        """
        SELECT COALESCE(MAX(seq), 0) + 1, MAX(strftime('%Y-%m-%d %H:%M:%f', 'now'), @notbefore)
        FROM sqlite_sequence
        WHERE name = 'contact'
        """;

    public async Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken)
    {
        await using var command = Command(NextId, "@notbefore");
        command.Parameters[0].Value = notBefore is { } earliest ? SqliteTime.TextOf(earliest) : "";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var first = reader.GetInt64(0);
        return new DrawnIds(
            [.. Enumerable.Range(0, count).Select(place => first + place)], DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc));
    }

    public Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        using var command = Command(
            InsertContact, "@id", "@email", "@phonenumber", "@linkedid", "@linkprecedence", "@createdat");
        var parameters = command.Parameters;
        // A primary before its secondaries, which refer to it.
        foreach (var contact in contacts.OrderBy(contact => contact.LinkPrecedence))
        {
            cancellationToken.ThrowIfCancellationRequested();
            parameters[0].Value = contact.Id;
            parameters[1].Value = (object?)contact.Email?.Value ?? DBNull.Value;
            parameters[2].Value = (object?)contact.PhoneNumber?.Value ?? DBNull.Value;
            parameters[3].Value = (object?)contact.LinkedId ?? DBNull.Value;
            parameters[4].Value = LinkPrecedenceConverter.ToText(contact.LinkPrecedence);
            parameters[5].Value = SqliteTime.TextOf(contact.CreatedAt);
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        using var insertEvent = Command(InsertEvent, "@type", "@contactid", "@data");
        using var insertName = Command(InsertName, "@contactid", "@eventid");
        foreach (var added in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insertEvent.Parameters[0].Value = added.Type;
            insertEvent.Parameters[1].Value = (object?)added.ContactId ?? DBNull.Value;
            insertEvent.Parameters[2].Value = added.Data;
            var id = insertEvent.ExecuteScalar();
            foreach (var contactId in added.OtherContactIds)
            {
                insertName.Parameters[0].Value = contactId;
                insertName.Parameters[1].Value = id;
                insertName.ExecuteNonQuery();
            }
        }

        return Task.CompletedTask;
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = ((SqliteConnection)context.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
