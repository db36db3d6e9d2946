using System.Text.Json;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteContactStatements(FluxKartDbContext context) : IContactStatements
{
    public async Task<IReadOnlyList<InsertedContact>> InsertAsync(
        IReadOnlyList<NewContact> contacts,
        DateTime? notBefore,
        IReadOnlyCollection<Identifier> unheld,
        CancellationToken cancellationToken)
    {
        if (unheld.Count > 0)
            throw new ArgumentException("Nothing can have changed since the load, so there is nothing to check.", nameof(unheld));
        var rows = JsonSerializer.Serialize(contacts.Select(contact => new
        {
            email = contact.Email,
            phonenumber = contact.PhoneNumber,
            linkedid = contact.LinkedId,
            linkedplace = contact.LinkedPlace,
        }));
        var earliest = notBefore is { } newest ? SqliteTime.TextOf(newest) : "";
        // This transaction is the only writer. The next ids are therefore known, and a row can refer to another row of the same statement.
        var inserted = await context.Database.SqlQuery<InsertedContact>(
            $"""
             WITH sequence (next) AS (SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'contact'),
             input AS (
                 SELECT
                     next + key AS id,
                     value ->> 'email' AS email,
                     value ->> 'phonenumber' AS phonenumber,
                     COALESCE(value ->> 'linkedid', next + (value ->> 'linkedplace') - 1) AS linkedid
                 FROM json_each({rows}), sequence)
             INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat)
             SELECT
                 id, email, phonenumber, linkedid, CASE WHEN linkedid IS NULL THEN 'primary' ELSE 'secondary' END,
                 MAX(strftime('%Y-%m-%d %H:%M:%f', 'now'), {earliest})
             FROM input
             ORDER BY id
             RETURNING id, createdat
             """).ToListAsync(cancellationToken);
        InsertedContact[] ordered = [.. inserted.OrderBy(row => row.Id)];
        await RecordCreatedAsync(
            [.. contacts.Zip(ordered).Where(pair => pair.First.IsFirst).Select(pair => pair.Second.Id)], cancellationToken);
        return ordered;
    }

    public Task RelinkAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var links = JsonSerializer.Serialize(contacts.Select(contact => new { id = contact.Id, linkedid = contact.LinkedId }));
        return context.Database.ExecuteSqlAsync(
            $"""
             UPDATE contact
             SET
                 linkedid = link.value ->> 'linkedid',
                 linkprecedence = CASE WHEN link.value ->> 'linkedid' IS NULL THEN 'primary' ELSE 'secondary' END
             FROM json_each({links}) AS link
             WHERE contact.id = link.value ->> 'id'
             """,
            cancellationToken);
    }

    public Task ReviseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var revised = JsonSerializer.Serialize(contacts.Select(contact => new
        {
            id = contact.Id,
            email = contact.Email?.Value,
            phonenumber = contact.PhoneNumber?.Value,
        }));
        return context.Database.ExecuteSqlAsync(
            $"""
             UPDATE contact
             SET email = revised.value ->> 'email', phonenumber = revised.value ->> 'phonenumber'
             FROM json_each({revised}) AS revised
             WHERE contact.id = revised.value ->> 'id'
             """,
            cancellationToken);
    }

    public Task EraseAsync(IReadOnlyCollection<Contact> contacts, CancellationToken cancellationToken)
    {
        var ids = JsonSerializer.Serialize(contacts.Select(contact => contact.Id));
        return context.Database.ExecuteSqlAsync(
            $"""
             WITH RECURSIVE gone (id) AS (
                 SELECT value FROM json_each({ids})
                 UNION
                 SELECT contact.id FROM gone JOIN contact ON COALESCE(contact.linkedid, contact.id) = gone.id)
             UPDATE contact
             SET email = NULL, phonenumber = NULL, deletedat = COALESCE(deletedat, strftime('%Y-%m-%d %H:%M:%f', 'now'))
             WHERE id IN (SELECT id FROM gone)
             """,
            cancellationToken);
    }

    private async Task RecordCreatedAsync(long[] contactIds, CancellationToken cancellationToken)
    {
        if (contactIds.Length == 0)
            return;
        var ids = JsonSerializer.Serialize(contactIds);
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO event (type, contactid, data)
             SELECT {EventTypes.ContactCreated}, value, {EventDataConverter.Empty} FROM json_each({ids}) ORDER BY key
             """,
            cancellationToken);
    }
}
