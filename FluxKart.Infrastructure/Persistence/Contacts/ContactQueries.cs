using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// The queries for contacts, compiled once, because otherwise EF Core analyses the expression at each call. A compiled query belongs to one
/// model, so there is one instance for each configured database. The first three return every live contact of every customer that matches,
/// in no particular order, and the marks of those identifiers that are shared and so match nothing.
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
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], IAsyncEnumerable<LoadedRow>> HoldingIdentifiers { get; } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers) => context.Contacts
            .Where(contact => context.Contacts
                .Where(match => match.Email != null && emails.Contains(match.Email)
                    && !context.SharedIdentifiers.Any(mark => mark.Email != null && mark.Email == match.Email))
                .Select(match => match.LinkedId ?? match.Id)
                .Union(context.Contacts
                    .Where(match => match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber)
                        && !context.SharedIdentifiers.Any(mark => mark.PhoneNumber != null && mark.PhoneNumber == match.PhoneNumber))
                    .Select(match => match.LinkedId ?? match.Id))
                .Contains(contact.LinkedId ?? contact.Id))
            .Select(contact => new LoadedRow
            {
                Id = contact.Id,
                Email = contact.Email,
                PhoneNumber = contact.PhoneNumber,
                LinkedId = contact.LinkedId,
                LinkPrecedence = contact.LinkPrecedence,
                CreatedAt = contact.CreatedAt,
            })
            .Concat(context.SharedIdentifiers
                .Where(mark => (mark.Email != null && emails.Contains(mark.Email))
                    || (mark.PhoneNumber != null && phoneNumbers.Contains(mark.PhoneNumber)))
                .Select(mark => new LoadedRow
                {
                    Id = mark.Id,
                    Email = mark.Email,
                    PhoneNumber = mark.PhoneNumber,
                    LinkedId = null,
                    LinkPrecedence = null,
                    CreatedAt = mark.CreatedAt,
                })));

    /// <summary>The same, and the customers that one of the contacts belongs to.</summary>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], long[], IAsyncEnumerable<LoadedRow>> HoldingIdentifiersOrContacts
    {
        get;
    } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers, long[] contactIds) =>
            context.Contacts
                .Where(contact => context.Contacts
                    .Where(match => match.Email != null && emails.Contains(match.Email)
                        && !context.SharedIdentifiers.Any(mark => mark.Email != null && mark.Email == match.Email))
                    .Select(match => match.LinkedId ?? match.Id)
                    .Union(context.Contacts
                        .Where(match => match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber)
                            && !context.SharedIdentifiers.Any(mark => mark.PhoneNumber != null && mark.PhoneNumber == match.PhoneNumber))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Union(context.Contacts
                        .Where(match => contactIds.Contains(match.Id))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Contains(contact.LinkedId ?? contact.Id))
                .Select(contact => new LoadedRow
                {
                    Id = contact.Id,
                    Email = contact.Email,
                    PhoneNumber = contact.PhoneNumber,
                    LinkedId = contact.LinkedId,
                    LinkPrecedence = contact.LinkPrecedence,
                    CreatedAt = contact.CreatedAt,
                })
                .Concat(context.SharedIdentifiers
                    .Where(mark => (mark.Email != null && emails.Contains(mark.Email))
                        || (mark.PhoneNumber != null && phoneNumbers.Contains(mark.PhoneNumber)))
                    .Select(mark => new LoadedRow
                    {
                        Id = mark.Id,
                        Email = mark.Email,
                        PhoneNumber = mark.PhoneNumber,
                        LinkedId = null,
                        LinkPrecedence = null,
                        CreatedAt = mark.CreatedAt,
                    })));

    /// <summary>
    /// The same result, for identifiers that are probably marked. It leaves the marked ones out before it looks up their holders, of whom
    /// there may be very many. For all others that costs more.
    /// </summary>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], long[], IAsyncEnumerable<LoadedRow>> HoldingUnmarkedOrContacts
    {
        get;
    } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers, long[] contactIds) =>
            context.Contacts
                .Where(contact => context.Contacts
                    .Where(match => match.Email != null && emails
                        .Where(email => !context.SharedIdentifiers.Any(mark => mark.Email != null && mark.Email == email))
                        .Contains(match.Email))
                    .Select(match => match.LinkedId ?? match.Id)
                    .Union(context.Contacts
                        .Where(match => match.PhoneNumber != null && phoneNumbers
                            .Where(phoneNumber => !context.SharedIdentifiers
                                .Any(mark => mark.PhoneNumber != null && mark.PhoneNumber == phoneNumber))
                            .Contains(match.PhoneNumber))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Union(context.Contacts
                        .Where(match => contactIds.Contains(match.Id))
                        .Select(match => match.LinkedId ?? match.Id))
                    .Contains(contact.LinkedId ?? contact.Id))
                .Select(contact => new LoadedRow
                {
                    Id = contact.Id,
                    Email = contact.Email,
                    PhoneNumber = contact.PhoneNumber,
                    LinkedId = contact.LinkedId,
                    LinkPrecedence = contact.LinkPrecedence,
                    CreatedAt = contact.CreatedAt,
                })
                .Concat(context.SharedIdentifiers
                    .Where(mark => (mark.Email != null && emails.Contains(mark.Email))
                        || (mark.PhoneNumber != null && phoneNumbers.Contains(mark.PhoneNumber)))
                    .Select(mark => new LoadedRow
                    {
                        Id = mark.Id,
                        Email = mark.Email,
                        PhoneNumber = mark.PhoneNumber,
                        LinkedId = null,
                        LinkPrecedence = null,
                        CreatedAt = mark.CreatedAt,
                    })));

    /// <summary>
    /// The contacts that hold both an email address and a phone number of the first two lists, only an email address of the third, or only
    /// a phone number of the fourth.
    /// </summary>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], EmailAddress[], PhoneNumber[], IAsyncEnumerable<long>> HoldingExactly
    {
        get;
    } =
        EF.CompileAsyncQuery((
            FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers, EmailAddress[] onlyEmails,
            PhoneNumber[] onlyPhoneNumbers) => context.Contacts
                .Where(contact => contact.Email != null && contact.PhoneNumber != null
                    && emails.Contains(contact.Email) && phoneNumbers.Contains(contact.PhoneNumber))
                .Select(contact => contact.Id)
                .Concat(context.Contacts
                    .Where(contact => contact.Email != null && onlyEmails.Contains(contact.Email) && contact.PhoneNumber == null)
                    .Select(contact => contact.Id))
                .Concat(context.Contacts
                    .Where(contact =>
                        contact.Email == null && contact.PhoneNumber != null && onlyPhoneNumbers.Contains(contact.PhoneNumber))
                    .Select(contact => contact.Id)));
}
