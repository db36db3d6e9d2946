using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal sealed class PostgresBondStatements(FluxKartDbContext context) : IBondStatements
{
    public async Task<IReadOnlyList<InsertedMark>> InsertAsync(
        IReadOnlyCollection<SharedIdentifier> marks, CancellationToken cancellationToken)
    {
        var emails = marks.Select(mark => mark.Email?.Value).ToArray();
        var phoneNumbers = marks.Select(mark => mark.PhoneNumber?.Value).ToArray();
        var reasons = marks.Select(mark => mark.Reason).ToArray();
        var takenApart = marks.Select(mark => mark.IsTakenApart).ToArray();
        return await context.Database.SqlQuery<InsertedMark>(
            $"""
             INSERT INTO sharedidentifier (email, phonenumber, reason, istakenapart)
             SELECT email, phonenumber, reason, istakenapart
             FROM unnest({emails}, {phoneNumbers}, {reasons}, {takenApart}) WITH ORDINALITY
                 AS row (email, phonenumber, reason, istakenapart, place)
             ORDER BY place
             RETURNING id, email, phonenumber, createdat
             """).ToListAsync(cancellationToken);
    }

    public Task InsertAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken)
    {
        var contactIds = separations.Select(separation => separation.ContactId).ToArray();
        var otherContactIds = separations.Select(separation => separation.OtherContactId).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO separation (contactid, othercontactid)
             SELECT contactid, othercontactid
             FROM unnest({contactIds}, {otherContactIds}) AS row (contactid, othercontactid)
             ON CONFLICT DO NOTHING
             """,
            cancellationToken);
    }

    public Task DeleteAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken)
    {
        var contactIds = separations.Select(separation => separation.ContactId).ToArray();
        var otherContactIds = separations.Select(separation => separation.OtherContactId).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             DELETE FROM separation
             USING unnest({contactIds}, {otherContactIds}) AS row (contactid, othercontactid)
             WHERE separation.contactid = row.contactid AND separation.othercontactid = row.othercontactid
             """,
            cancellationToken);
    }

    public Task InsertAsync(IReadOnlyCollection<StandIn> standIns, CancellationToken cancellationToken)
    {
        var removedIds = standIns.Select(standIn => standIn.RemovedId).ToArray();
        var roles = standIns.Select(standIn => standIn.Role.ToString()).ToArray();
        var contactIds = standIns.Select(standIn => standIn.ContactId).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO standin (removedid, role, contactid)
             SELECT removedid, role, contactid FROM unnest({removedIds}, {roles}, {contactIds}) AS row (removedid, role, contactid)
             ON CONFLICT (removedid, role) DO UPDATE SET contactid = excluded.contactid
             """,
            cancellationToken);
    }
}
