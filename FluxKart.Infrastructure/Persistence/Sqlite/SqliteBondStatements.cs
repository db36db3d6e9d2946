using System.Text.Json;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteBondStatements(FluxKartDbContext context) : IBondStatements
{
    public async Task<IReadOnlyList<InsertedMark>> InsertAsync(
        IReadOnlyCollection<SharedIdentifier> marks, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(marks.Select(mark => new
        {
            email = mark.Email?.Value,
            phonenumber = mark.PhoneNumber?.Value,
            reason = mark.Reason,
            istakenapart = mark.IsTakenApart,
        }));
        return await context.Database.SqlQuery<InsertedMark>(
            $"""
             INSERT INTO sharedidentifier (email, phonenumber, reason, istakenapart)
             SELECT value ->> 'email', value ->> 'phonenumber', value ->> 'reason', value ->> 'istakenapart'
             FROM json_each({rows})
             ORDER BY key
             RETURNING id, email, phonenumber, createdat
             """).ToListAsync(cancellationToken);
    }

    public Task InsertAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
             INSERT OR IGNORE INTO separation (contactid, othercontactid)
             SELECT value ->> 'ContactId', value ->> 'OtherContactId' FROM json_each({JsonSerializer.Serialize(separations)})
             """,
            cancellationToken);

    public Task DeleteAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
             DELETE FROM separation
             WHERE (contactid, othercontactid) IN (
                 SELECT value ->> 'ContactId', value ->> 'OtherContactId' FROM json_each({JsonSerializer.Serialize(separations)}))
             """,
            cancellationToken);

    public Task InsertAsync(IReadOnlyCollection<StandIn> standIns, CancellationToken cancellationToken)
    {
        var rows = JsonSerializer.Serialize(standIns.Select(standIn => new
        {
            removedid = standIn.RemovedId,
            role = standIn.Role.ToString(),
            contactid = standIn.ContactId,
        }));
        return context.Database.ExecuteSqlAsync(
            $"""
             INSERT OR REPLACE INTO standin (removedid, role, contactid)
             SELECT value ->> 'removedid', value ->> 'role', value ->> 'contactid' FROM json_each({rows})
             """,
            cancellationToken);
    }
}
