using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal sealed class PostgresContactStatements(FluxKartDbContext context) : IContactStatements
{
    // Ids are drawn before the insert, so that a row can refer to another row of the same statement. The events are written by the same
    // statement, because it costs less than a round trip, and holds their lock for less time.
    // Under the locks it checks what the load has left out. PostgreSQL evaluates that condition once, and draws no id if it is false.
    private static readonly string Insert =
        $"""
        WITH clock AS MATERIALIZED (SELECT GREATEST(clock_timestamp(), @notbefore) AS now),
        input AS (
            SELECT nextval('contact_id_seq') AS id, email, phonenumber, linkedid, linkedplace, isfirst, place
            FROM unnest(@emails, @phonenumbers, @linkedids, @linkedplaces, @isfirst) WITH ORDINALITY
                AS row (email, phonenumber, linkedid, linkedplace, isfirst, place)
            WHERE NOT EXISTS (SELECT FROM contact WHERE contact.email = ANY (@unheldemails) AND deletedat IS NULL)
                AND NOT EXISTS (SELECT FROM contact WHERE contact.phonenumber = ANY (@unheldphonenumbers) AND deletedat IS NULL)
                AND NOT EXISTS (SELECT FROM sharedidentifier AS mark WHERE mark.email = ANY (@unheldemails))
                AND NOT EXISTS (SELECT FROM sharedidentifier AS mark WHERE mark.phonenumber = ANY (@unheldphonenumbers))),
        turn AS MATERIALIZED ({PostgresEventStatements.TakeLock}),
        created AS (
            INSERT INTO event (type, contactid, data)
            SELECT '{EventTypes.ContactCreated}', input.id, @nodata::json
            FROM turn
            CROSS JOIN input
            WHERE input.isfirst
            ORDER BY input.place)
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat)
        SELECT input.id, input.email, input.phonenumber, link.id, CASE WHEN link.id IS NULL THEN 'primary' ELSE 'secondary' END, clock.now
        FROM clock
        CROSS JOIN input
        LEFT JOIN input AS linked ON linked.place = input.linkedplace
        CROSS JOIN LATERAL (SELECT COALESCE(input.linkedid, linked.id) AS id) AS link
        ORDER BY input.place
        RETURNING id, createdat
        """;

    public async Task<IReadOnlyList<InsertedContact>> InsertAsync(
        IReadOnlyList<NewContact> contacts,
        DateTime? notBefore,
        IReadOnlyCollection<Identifier> unheld,
        CancellationToken cancellationToken)
    {
        var rows = await context.Database.SqlQueryRaw<InsertedContact>(
            Insert,
            PostgresArray.Of("emails", NpgsqlDbType.Text, contacts.Select(contact => contact.Email)),
            PostgresArray.Of("phonenumbers", NpgsqlDbType.Text, contacts.Select(contact => contact.PhoneNumber)),
            PostgresArray.Of("linkedids", NpgsqlDbType.Bigint, contacts.Select(contact => contact.LinkedId)),
            PostgresArray.Of("linkedplaces", NpgsqlDbType.Integer, contacts.Select(contact => contact.LinkedPlace)),
            PostgresArray.Of("isfirst", NpgsqlDbType.Boolean, contacts.Select(contact => contact.IsFirst)),
            PostgresArray.Of("unheldemails", NpgsqlDbType.Text, unheld.OfType<EmailAddress>().Select(email => email.Value)),
            PostgresArray.Of("unheldphonenumbers", NpgsqlDbType.Text, unheld.OfType<PhoneNumber>().Select(number => number.Value)),
            new NpgsqlParameter("nodata", NpgsqlDbType.Text) { Value = EventDataConverter.Empty },
            new NpgsqlParameter("notbefore", NpgsqlDbType.TimestampTz) { Value = (object?)notBefore ?? DBNull.Value })
            .ToListAsync(cancellationToken);
        // RETURNING does not guarantee an order, but the ids were drawn in the order of the contacts.
        return [.. rows.OrderBy(row => row.Id)];
    }

    public Task RelinkAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(contact => contact.Id).ToArray();
        var linkedIds = contacts.Select(contact => contact.LinkedId).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             UPDATE contact
             SET linkedid = link.linkedid, linkprecedence = CASE WHEN link.linkedid IS NULL THEN 'primary' ELSE 'secondary' END
             FROM unnest({ids}, {linkedIds}) AS link (id, linkedid)
             WHERE contact.id = link.id
             """,
            cancellationToken);
    }

    public Task ReviseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(contact => contact.Id).ToArray();
        var emails = contacts.Select(contact => contact.Email?.Value).ToArray();
        var phoneNumbers = contacts.Select(contact => contact.PhoneNumber?.Value).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             UPDATE contact
             SET email = revised.email, phonenumber = revised.phonenumber
             FROM unnest({ids}, {emails}, {phoneNumbers}) AS revised (id, email, phonenumber)
             WHERE contact.id = revised.id
             """,
            cancellationToken);
    }

    public Task EraseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(contact => contact.Id).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             WITH RECURSIVE gone (id) AS (
                 SELECT unnest({ids})
                 UNION
                 SELECT contact.id FROM gone JOIN contact ON COALESCE(contact.linkedid, contact.id) = gone.id)
             UPDATE contact
             SET email = NULL, phonenumber = NULL, deletedat = COALESCE(deletedat, clock_timestamp())
             WHERE id IN (SELECT id FROM gone)
             """,
            cancellationToken);
    }
}
