using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>Writes copies of stored customers to the store of a trial. What is copied again is ignored.</summary>
internal sealed class CustomerCopies(FluxKartDbContext context, IBulkStatements bulk, IBondStatements bonds)
{
    /// <summary>The customers of which no contact has been copied.</summary>
    public async Task<IReadOnlyList<Customer>> FindMissingAsync(IReadOnlyList<Customer> customers, CancellationToken cancellationToken)
    {
        long[] ids = [.. customers.SelectMany(customer => customer.Contacts).Select(contact => contact.Id)];
        var copied = await context.Contacts
            .Where(contact => ids.Contains(contact.Id))
            .Select(contact => contact.Id)
            .ToHashSetAsync(cancellationToken);
        return [.. customers.Where(customer => !customer.Contacts.Any(contact => copied.Contains(contact.Id)))];
    }

    public Task InsertAsync(IReadOnlyList<Customer> customers, CancellationToken cancellationToken) =>
        bulk.InsertAsync([.. customers.SelectMany(customer => customer.Contacts)], cancellationToken);

    public Task InsertAsync(IReadOnlyCollection<Separation> separations, CancellationToken cancellationToken) =>
        separations.Count == 0 ? Task.CompletedTask : bonds.InsertAsync(separations, cancellationToken);

    public async Task InsertAsync(IReadOnlyCollection<SharedIdentifier> marks, CancellationToken cancellationToken)
    {
        var known = await context.FindMarksAsync([.. marks.Select(mark => mark.Identifier)], cancellationToken);
        var missing = marks.ExceptBy(known.Select(mark => mark.Identifier), mark => mark.Identifier).ToList();
        if (missing.Count > 0)
            await bonds.InsertAsync(missing, cancellationToken);
    }
}
