using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactDirectory(FluxKartDbContext context) : IContactDirectory
{
    // A page can be thousands of rows from all over a table that is not in memory.
    private static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Contact>> ListAsync(Contact? last, int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        return await InOrder(last is null ? context.Contacts : After(last)).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Contact>> ListByIdAsync(long afterId, int limit, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        return await context.Contacts
            .AsNoTracking()
            .Where(contact => contact.Id > afterId)
            .OrderBy(contact => contact.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Contact>> ListNamedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        context.Database.SetCommandTimeout(StatementTimeout);
        return await InOrder(context.Contacts.Where(contact => ids.Contains(contact.Id) || ids.Contains(contact.LinkedId ?? contact.Id)))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<Contact> InOrder(IQueryable<Contact> contacts) => contacts
        .AsNoTracking()
        .OrderBy(contact => contact.LinkedId ?? contact.Id)
        .ThenBy(contact => contact.LinkedId != null)
        .ThenBy(contact => contact.CreatedAt)
        .ThenBy(contact => contact.Id);

    /// <remarks>
    /// The last contact may have been erased since, but its age is still stored. It is read there, because SQLite compares times as texts,
    /// and a parameter has no zeros at its end. To see an erased row, the filter on deleted contacts is off for the whole statement.
    /// </remarks>
    private IQueryable<Contact> After(Contact last)
    {
        var (customerId, lastId, wasPrimary) = (last.LinkedId ?? last.Id, last.Id, last.LinkedId is null);
        var lastCreatedAt = context.Contacts.Where(contact => contact.Id == lastId).Select(contact => contact.CreatedAt);
        return context.Contacts
            .IgnoreQueryFilters()
            .Where(contact => contact.DeletedAt == null
                && (contact.LinkedId ?? contact.Id) >= customerId
                && ((contact.LinkedId ?? contact.Id) > customerId
                    || (contact.LinkedId == customerId
                        && (wasPrimary
                            || contact.CreatedAt > lastCreatedAt.First()
                            || (contact.CreatedAt == lastCreatedAt.First() && contact.Id > lastId)))));
    }
}
