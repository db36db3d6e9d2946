using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <remarks>
/// The identifiers with the most counterparts are found in two steps. The first one reads an index that has all its columns, and never the
/// table. So it counts contacts too that another program has deleted without clearing their values. The second one reads the exact figures of
/// the few that it found.
/// </remarks>
internal sealed class SuggestionDirectory(FluxKartDbContext context, LinkingRules rules) : ISuggestionDirectory
{
    // For the context's later statements as well, until it returns to its pool: they load thousands of contacts.
    private static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<long>> FindLargestCustomersAsync(int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        // By the secondaries alone, in the order of the table. In the order of the index on customers, whose contacts come from years, the
        // same takes four times as long.
        return await context.Contacts
            .Where(contact => contact.LinkedId != null)
            .GroupBy(contact => contact.LinkedId!.Value)
            .OrderByDescending(customer => customer.Count())
            .ThenBy(customer => customer.Key)
            .Take(limit)
            .Select(customer => customer.Key)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Identifier>> FindHottestIdentifiersAsync(int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        // Some may be covered by a pattern, or have no live contact.
        var emails = await FindEmailsAsync(2 * limit, cancellationToken);
        var phoneNumbers = await FindPhoneNumbersAsync(2 * limit, cancellationToken);
        return [.. emails, .. phoneNumbers];
    }

    public async Task<IReadOnlyList<CustomerSize>> ListSizesAsync(
        IReadOnlyCollection<long> contactIds, int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        var primaryIds = context.Contacts.Where(contact => contactIds.Contains(contact.Id)).Select(contact => contact.LinkedId ?? contact.Id);
        return await ListSizesAsync(
            context.Contacts.Where(contact => primaryIds.Contains(contact.LinkedId ?? contact.Id)), limit, cancellationToken);
    }

    public async Task<IReadOnlyList<IdentifierUse>> ListUsesAsync(
        IReadOnlyCollection<Identifier> identifiers, int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        return
        [
            .. (await ReadUsesAsync([.. identifiers.OfType<EmailAddress>()], cancellationToken))
                .Concat(await ReadUsesAsync([.. identifiers.OfType<PhoneNumber>()], cancellationToken))
                .Where(use => use.Counterparts > 1)
                .OrderByDescending(use => use.Counterparts)
                .ThenByDescending(use => use.Contacts)
                .ThenBy(use => use.Identifier.Value, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    public async Task<IReadOnlyList<CustomerSize>> ListHoldersAsync(
        IReadOnlyCollection<Identifier> identifiers, int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        EmailAddress[] emails = [.. identifiers.OfType<EmailAddress>()];
        PhoneNumber[] phoneNumbers = [.. identifiers.OfType<PhoneNumber>()];
        var holding = context.Contacts
            .Where(holder => holder.Email != null && emails.Contains(holder.Email))
            .Select(holder => holder.LinkedId ?? holder.Id)
            .Union(context.Contacts
                .Where(holder => holder.PhoneNumber != null && phoneNumbers.Contains(holder.PhoneNumber))
                .Select(holder => holder.LinkedId ?? holder.Id));
        return await ListSizesAsync(
            context.Contacts.Where(contact => holding.Contains(contact.LinkedId ?? contact.Id)), limit, cancellationToken);
    }

    private static async Task<IReadOnlyList<CustomerSize>> ListSizesAsync(
        IQueryable<Contact> contacts, int limit, CancellationToken cancellationToken)
    {
        var sizes = await contacts
            .GroupBy(contact => contact.LinkedId ?? contact.Id)
            .Select(customer => new { PrimaryContactId = customer.Key, Contacts = customer.Count() })
            .Where(size => size.Contacts > 1)
            .OrderByDescending(size => size.Contacts)
            .ThenBy(size => size.PrimaryContactId)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return sizes.ConvertAll(size => new CustomerSize(size.PrimaryContactId, size.Contacts));
    }

    private async Task<EmailAddress[]> FindEmailsAsync(int limit, CancellationToken cancellationToken)
    {
        var found = await context.Contacts
            .IgnoreQueryFilters()
            .Where(contact => contact.Email != null)
            .GroupBy(contact => contact.Email!)
            .Select(email => new { Email = email.Key, Uses = email.Count(contact => contact.PhoneNumber != null) })
            .Where(use => use.Uses > 1 && !context.SharedIdentifiers.Any(mark => mark.Email != null && mark.Email == use.Email))
            .OrderByDescending(use => use.Uses)
            .ThenBy(use => use.Email)
            .Take(limit)
            .Select(use => use.Email)
            .ToListAsync(cancellationToken);
        return [.. found.Where(Links)];
    }

    private async Task<PhoneNumber[]> FindPhoneNumbersAsync(int limit, CancellationToken cancellationToken)
    {
        var found = await context.Contacts
            .IgnoreQueryFilters()
            .Where(contact => contact.PhoneNumber != null)
            .GroupBy(contact => contact.PhoneNumber!)
            .Select(phoneNumber => new { PhoneNumber = phoneNumber.Key, Uses = phoneNumber.Count() })
            .Where(use => use.Uses > 1 && !context.SharedIdentifiers
                .Any(mark => mark.PhoneNumber != null && mark.PhoneNumber == use.PhoneNumber))
            .OrderByDescending(use => use.Uses)
            .ThenBy(use => use.PhoneNumber)
            .Take(limit)
            .Select(use => use.PhoneNumber)
            .ToListAsync(cancellationToken);
        return [.. found.Where(Links)];
    }

    private async Task<IEnumerable<IdentifierUse>> ReadUsesAsync(EmailAddress[] emails, CancellationToken cancellationToken)
    {
        var uses = await context.Contacts
            .Where(contact => contact.Email != null && emails.Contains(contact.Email))
            .GroupBy(contact => contact.Email!)
            .Select(email => new
            {
                Email = email.Key,
                Contacts = email.Count(),
                Counterparts = email.Where(contact => contact.PhoneNumber != null).Select(contact => contact.PhoneNumber).Distinct().Count(),
            })
            .Where(use => !context.SharedIdentifiers.Any(mark => mark.Email != null && mark.Email == use.Email))
            .ToListAsync(cancellationToken);
        return uses.Select(use => new IdentifierUse(use.Email, use.Contacts, use.Counterparts));
    }

    private async Task<IEnumerable<IdentifierUse>> ReadUsesAsync(PhoneNumber[] phoneNumbers, CancellationToken cancellationToken)
    {
        var uses = await context.Contacts
            .Where(contact => contact.PhoneNumber != null && phoneNumbers.Contains(contact.PhoneNumber))
            .GroupBy(contact => contact.PhoneNumber!)
            .Select(phoneNumber => new
            {
                PhoneNumber = phoneNumber.Key,
                Contacts = phoneNumber.Count(),
                Counterparts = phoneNumber.Where(contact => contact.Email != null).Select(contact => contact.Email).Distinct().Count(),
            })
            .Where(use => !context.SharedIdentifiers.Any(mark => mark.PhoneNumber != null && mark.PhoneNumber == use.PhoneNumber))
            .ToListAsync(cancellationToken);
        return uses.Select(use => new IdentifierUse(use.PhoneNumber, use.Contacts, use.Counterparts));
    }

    private bool Links(Identifier identifier) => !rules.SharedPatterns.Cover(identifier);
}
