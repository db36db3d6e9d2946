using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Appends under an advisory lock that all writers of events share. A sequence alone would not do: a transaction can draw a lower id and
/// commit later, when a reader has already gone past it.
/// </summary>
/// <remarks>
/// Every transaction takes this lock last, right before it commits. So whoever holds it waits for no other lock, and nothing can deadlock.
/// PostgreSQL keeps locks with two keys apart from those with one, which are the locks of identifiers and customers.
/// </remarks>
internal sealed class PostgresEventStatements(FluxKartDbContext context) : IEventStatements
{
    /// <summary>The query that takes the lock, which ends with the transaction.</summary>
    /// <remarks>"Flux" and "evnt" in ASCII. Any numbers will do that all replicas share and nothing else uses.</remarks>
    public const string TakeLock = "SELECT pg_advisory_xact_lock(x'466C7578'::int, x'65766E74'::int)";

    private static readonly string Append =
        $"""
        WITH turn AS MATERIALIZED ({TakeLock}),
        clock AS MATERIALIZED (SELECT clock_timestamp() AS now FROM turn),
        input AS MATERIALIZED (
            SELECT nextval('event_id_seq') AS id, type, now, contactid, data, place
            FROM clock
            CROSS JOIN unnest(@types, @contactids, @data) WITH ORDINALITY AS row (type, contactid, data, place)),
        inserted AS (
            INSERT INTO event (id, type, time, contactid, data)
            SELECT id, type, now, contactid, data::json FROM input ORDER BY id)
        INSERT INTO eventcontact (contactid, eventid)
        SELECT named.contactid, input.id FROM unnest(@namedids, @namedplaces) AS named (contactid, place) JOIN input USING (place)
        """;

    public Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var named = events.SelectMany((added, index) => added.OtherContactIds.Select(id => (Id: id, Place: index + 1L))).ToList();
        return context.Database.ExecuteSqlRawAsync(
            Append,
            [
                PostgresArray.Of("types", NpgsqlDbType.Text, events.Select(added => added.Type)),
                PostgresArray.Of("contactids", NpgsqlDbType.Bigint, events.Select(added => added.ContactId)),
                PostgresArray.Of("data", NpgsqlDbType.Text, events.Select(added => added.Data)),
                PostgresArray.Of("namedids", NpgsqlDbType.Bigint, named.Select(contact => contact.Id)),
                PostgresArray.Of("namedplaces", NpgsqlDbType.Bigint, named.Select(contact => contact.Place)),
            ],
            cancellationToken);
    }

    public Task ClearReasonsAsync(long[] contactIds, long[] markIds, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
             WITH named (id) AS (
                 SELECT id FROM event WHERE contactid = ANY({contactIds})
                 UNION
                 SELECT eventid FROM eventcontact WHERE contactid = ANY({contactIds})
                 UNION
                 SELECT id FROM event WHERE contactid IS NULL AND (data ->> 'sharedIdentifierId')::bigint = ANY({markIds})),
             locked (id) AS (
                 SELECT id FROM event WHERE id IN (SELECT id FROM named) AND data ->> 'reason' IS NOT NULL ORDER BY id FOR UPDATE)
             UPDATE event
             SET data = (data::jsonb - 'reason')::json
             WHERE id IN (SELECT id FROM locked)
             """,
            cancellationToken);
}
