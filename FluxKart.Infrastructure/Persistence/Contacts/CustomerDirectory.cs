using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
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

    public async Task<IReadOnlyList<long>> ListNewestAsync(long? beforeId, int limit, CancellationToken cancellationToken) =>
        await context.Contacts
            .Where(primary => primary.LinkPrecedence == LinkPrecedence.Primary && primary.Id < (beforeId ?? long.MaxValue))
            .OrderByDescending(primary => primary.Id)
            .Take(limit)
            .Select(primary => primary.Id)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<long>> ListHoldersAsync(
        ContactDetails details, long? afterId, int limit, CancellationToken cancellationToken)
    {
        var (email, phoneNumber) = (details.Email, details.PhoneNumber);
        var primaries = context.Contacts
            .Where(primary => context.Contacts
                .Where(holder => email != null && holder.Email == email)
                .Select(holder => holder.LinkedId ?? holder.Id)
                .Union(context.Contacts
                    .Where(holder => phoneNumber != null && holder.PhoneNumber == phoneNumber)
                    .Select(holder => holder.LinkedId ?? holder.Id))
                .Contains(primary.Id));
        // The last primary may have been erased since, but its age is still known.
        if (afterId is not null)
        {
            primaries = primaries.Where(primary => context.Contacts.IgnoreQueryFilters().Any(last => last.Id == afterId
                && (primary.CreatedAt > last.CreatedAt || (primary.CreatedAt == last.CreatedAt && primary.Id > last.Id))));
        }

        return await primaries
            .OrderBy(primary => primary.CreatedAt)
            .ThenBy(primary => primary.Id)
            .Take(limit)
            .Select(primary => primary.Id)
            .ToListAsync(cancellationToken);
    }

    public Task<bool> IsDeletedAsync(long contactId, CancellationToken cancellationToken) =>
        context.Contacts.IgnoreQueryFilters().AnyAsync(contact => contact.Id == contactId && contact.DeletedAt != null, cancellationToken);
}
