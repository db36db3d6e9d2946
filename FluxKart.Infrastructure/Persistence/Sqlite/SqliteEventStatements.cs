using System.Text.Json;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Appends without a lock: a transaction on SQLite is the only writer until it has ended.</summary>
internal sealed class SqliteEventStatements(FluxKartDbContext context) : IEventStatements
{
    public async Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(events.Select(added => new
        {
            type = added.Type,
            contactid = added.ContactId,
            data = added.Data,
        }));
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO event (type, contactid, data)
             SELECT value ->> 'type', value ->> 'contactid', value ->> 'data' FROM json_each({rows}) ORDER BY key
             """,
            cancellationToken);

        var named = JsonSerializer.Serialize(
            events.SelectMany((added, index) => added.OtherContactIds.Select(id => new { contactid = id, place = index })));
        await context.Database.ExecuteSqlAsync(
            $"""
             WITH first (id) AS (SELECT seq - {events.Count} + 1 FROM sqlite_sequence WHERE name = 'event')
             INSERT INTO eventcontact (contactid, eventid)
             SELECT value ->> 'contactid', first.id + (value ->> 'place') FROM json_each({named}), first
             """,
            cancellationToken);
    }

    public Task ClearReasonsAsync(long[] contactIds, long[] markIds, CancellationToken cancellationToken)
    {
        var contacts = JsonSerializer.Serialize(contactIds);
        var marks = JsonSerializer.Serialize(markIds);
        return context.Database.ExecuteSqlAsync(
            $"""
             WITH contacts (id) AS (SELECT value FROM json_each({contacts})),
             named (id) AS (
                 SELECT id FROM event WHERE contactid IN (SELECT id FROM contacts)
                 UNION
                 SELECT eventid FROM eventcontact WHERE contactid IN (SELECT id FROM contacts)
                 UNION
                 SELECT id FROM event
                 WHERE contactid IS NULL AND data ->> 'sharedIdentifierId' IN (SELECT value FROM json_each({marks})))
             UPDATE event
             SET data = json_remove(data, '$.reason')
             WHERE id IN (SELECT id FROM named) AND data ->> 'reason' IS NOT NULL
             """,
            cancellationToken);
    }
}
