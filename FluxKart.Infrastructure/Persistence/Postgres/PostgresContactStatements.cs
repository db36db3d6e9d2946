using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal sealed class PostgresContactStatements(FluxKartDbContext context) : IContactStatements
{
    // Ids are drawn before the insert, so that a row can refer to another row of the same statement.
    private const string Insert =
        """
        WITH clock AS MATERIALIZED (SELECT GREATEST(clock_timestamp(), @notbefore) AS now),
        input AS (
            SELECT nextval('contact_id_seq') AS id, email, phonenumber, linkedid, linkedplace, place
            FROM unnest(@emails, @phonenumbers, @linkedids, @linkedplaces) WITH ORDINALITY
                AS row (email, phonenumber, linkedid, linkedplace, place))
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
        IReadOnlyList<NewContact> contacts, DateTime? notBefore, CancellationToken cancellationToken)
    {
        var rows = await context.Database.SqlQueryRaw<InsertedContact>(
            Insert,
            Array("emails", NpgsqlDbType.Text, contacts.Select(contact => contact.Email)),
            Array("phonenumbers", NpgsqlDbType.Text, contacts.Select(contact => contact.PhoneNumber)),
            Array("linkedids", NpgsqlDbType.Bigint, contacts.Select(contact => contact.LinkedId)),
            Array("linkedplaces", NpgsqlDbType.Integer, contacts.Select(contact => contact.LinkedPlace)),
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

    private static NpgsqlParameter Array<T>(string name, NpgsqlDbType type, IEnumerable<T> values) =>
        new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };
}
