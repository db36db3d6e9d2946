using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// The queries for contacts, compiled once, because otherwise EF Core analyses the expression at each call. A compiled query belongs to one
/// model, so there is one instance for each configured database. Each query returns every live contact of every customer that matches,
/// untracked and in no particular order.
/// </summary>
/// <remarks>
/// The null checks ensure that contacts without an email address or phone number never match, and keep the SQL to what the indexes support.
/// PostgreSQL runs a union of index scans faster than one scan with an OR, for which it builds bitmaps.
/// </remarks>
internal sealed class ContactQueries
{
    /// <summary>
    /// The customers that hold one of the identifiers. Almost every request needs only these. The statement is apart from the one below,
    /// because SQLite parses a statement at each execution: a short one costs less.
    /// </summary>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], IAsyncEnumerable<Contact>> HoldingIdentifiers { get; } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers) => context.Contacts
            .AsNoTracking()
            .Where(contact => context.Contacts
                .Where(match => match.Email != null && emails.Contains(match.Email))
                .Select(match => match.LinkedId ?? match.Id)
                .Union(context.Contacts
                    .Where(match => match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber))
                    .Select(match => match.LinkedId ?? match.Id))
                .Contains(contact.LinkedId ?? contact.Id)));

    /// <summary>The same, and the customers that one of the contacts belongs to.</summary>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], long[], IAsyncEnumerable<Contact>> HoldingIdentifiersOrContacts { get; } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers, long[] contactIds) =>
            context.Contacts
                .AsNoTracking()
                .Where(contact => context.Contacts
                    .Where(match => match.Email != null && emails.Contains(match.Email))
                    .Select(match => match.LinkedId ?? match.Id)
                    .Union(context.Contacts
                        .Where(match => match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Union(context.Contacts
                        .Where(match => contactIds.Contains(match.Id))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Contains(contact.LinkedId ?? contact.Id)));
}
