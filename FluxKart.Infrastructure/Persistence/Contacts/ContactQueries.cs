using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// The queries of contacts, compiled once: to take an expression apart at each call cost a known contact 66 instead of 53 µs of the service's
/// CPU, and a new one 180 instead of 103. A compiled query belongs to one model, so there is one object for each configured database.
/// </summary>
internal sealed class ContactQueries
{
    /// <summary>Every live contact of every customer that holds one of the identifiers, in no particular order, untracked.</summary>
    /// <remarks>
    /// The guards keep rows without an email or phone number from ever matching, and the SQL to what the indexes answer. A union of two index
    /// scans takes PostgreSQL half the time of one scan with an OR, which it does by bitmaps.
    /// </remarks>
    public Func<FluxKartDbContext, EmailAddress[], PhoneNumber[], IAsyncEnumerable<Contact>> WholeCustomersMatching { get; } =
        EF.CompileAsyncQuery((FluxKartDbContext context, EmailAddress[] emails, PhoneNumber[] phoneNumbers) => context.Contacts
            .AsNoTracking()
            .Where(contact => context.Contacts
                .Where(match => match.Email != null && emails.Contains(match.Email))
                .Select(match => match.LinkedId ?? match.Id)
                .Union(context.Contacts
                    .Where(match => match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber))
                    .Select(match => match.LinkedId ?? match.Id))
                .Contains(contact.LinkedId ?? contact.Id)));
}
