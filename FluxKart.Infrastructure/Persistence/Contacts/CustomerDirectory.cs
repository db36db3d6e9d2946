using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class CustomerDirectory(FluxKartDbContext context) : ICustomerDirectory
{
    public async Task<IReadOnlyList<long>> ListAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        await context.Contacts
            .Where(primary => primary.LinkPrecedence == LinkPrecedence.Primary && primary.Id > afterId)
            .OrderBy(primary => primary.Id)
            .Take(limit)
            .Select(primary => primary.Id)
            .ToListAsync(cancellationToken);

    public Task<bool> IsDeletedAsync(long contactId, CancellationToken cancellationToken) =>
        context.Contacts.IgnoreQueryFilters().AnyAsync(contact => contact.Id == contactId && contact.DeletedAt != null, cancellationToken);
}
