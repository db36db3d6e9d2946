using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class BondReader(FluxKartDbContext context, IEventLog events) : IBondReader
{
    public Task<Bonds> ReadAsync(IReadOnlyCollection<Customer> customers, CancellationToken cancellationToken) =>
        ReadAsync(customers, [], cancellationToken);

    /// <summary>Reads everything about these customers.</summary>
    /// <param name="customers">The customers, each whole.</param>
    /// <param name="identifiers">Further identifiers whose marks to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<Bonds> ReadAsync(
        IReadOnlyCollection<Customer> customers, IEnumerable<Identifier> identifiers, CancellationToken cancellationToken)
    {
        var contacts = customers.SelectMany(customer => customer.Contacts).ToList();
        long[] contactIds = [.. contacts.Select(contact => contact.Id)];
        long[] primaryIds = [.. customers.Select(customer => customer.Primary.Id)];
        var held = contacts.SelectMany(contact => contact.Identifiers).Concat(identifiers).ToHashSet();
        EmailAddress[] emails = [.. held.OfType<EmailAddress>()];
        PhoneNumber[] phoneNumbers = [.. held.OfType<PhoneNumber>()];

        var marks = await context.SharedIdentifiers
            .AsNoTracking()
            .Where(mark => (mark.Email != null && emails.Contains(mark.Email))
                || (mark.PhoneNumber != null && phoneNumbers.Contains(mark.PhoneNumber)))
            .OrderBy(mark => mark.Id)
            .Select(mark => new
            {
                Mark = mark,
                IsHeldElsewhere = context.Contacts.Any(contact => mark.Email != null && contact.Email == mark.Email
                        && !primaryIds.Contains(contact.LinkedId ?? contact.Id))
                    || context.Contacts.Any(contact => mark.PhoneNumber != null && contact.PhoneNumber == mark.PhoneNumber
                        && !primaryIds.Contains(contact.LinkedId ?? contact.Id)),
            })
            .ToListAsync(cancellationToken);
        var separations = await context.Separations
            .AsNoTracking()
            .Where(separation => contactIds.Contains(separation.ContactId)
                || contactIds.Contains(separation.OtherContactId))
            .ToListAsync(cancellationToken);
        var separatedIds = separations.SelectMany(one => (long[])[one.ContactId, one.OtherContactId]).ToHashSet();
        var standIns = await context.StandIns
            .AsNoTracking()
            .Where(standIn => contactIds.Contains(standIn.ContactId))
            .ToListAsync(cancellationToken);
        // All contacts that an event names may have been removed. Then only their stand-ins lead to it.
        long[] namedIds = [.. contactIds.Union(standIns.Select(standIn => standIn.RemovedId))];
        return new Bonds(
            await events.ReadNamingAsync(namedIds, after: 0, int.MaxValue, cancellationToken),
            marks.ConvertAll(row => row.Mark),
            marks.Where(row => row.IsHeldElsewhere).Select(row => row.Mark.Identifier).ToHashSet(),
            separations,
            separations.Count == 0
                ? []
                : await context.Contacts
                    .Where(contact => separatedIds.Contains(contact.Id))
                    .Select(contact => contact.LinkedId ?? contact.Id)
                    .Distinct()
                    .ToListAsync(cancellationToken),
            standIns);
    }

    /// <summary>Reads which customers these are kept apart from.</summary>
    public async Task<Separations> ReadSeparationsAsync(IReadOnlyCollection<Customer> customers, CancellationToken cancellationToken)
    {
        long[] contactIds = [.. customers.SelectMany(customer => customer.Contacts).Select(contact => contact.Id)];
        return new Separations(await context.Separations
            .AsNoTracking()
            .Where(separation => contactIds.Contains(separation.ContactId) || contactIds.Contains(separation.OtherContactId))
            .ToListAsync(cancellationToken));
    }
}
