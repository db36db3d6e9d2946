using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Persistence.Events;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class BulkWriter(IBulkStatements bulk, IContactStatements contacts, BondWriter bonds) : IBulkWriter
{
    public async Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        if (customers.Erased.Count > 0 || customers.Shared.Removed.Count > 0 || customers.Shared.Revised.Count > 0)
            throw new InvalidOperationException("Erasures and changes of marks are saved by the repository.");
        // Before the stored contacts are linked: a new contact can be older than they are, and so be their primary.
        if (customers.Created.Count > 0)
            await InsertAsync(customers, cancellationToken);
        if (customers.Revised.Count > 0)
            await contacts.ReviseAsync(customers.Revised, cancellationToken);
        if (customers.Relinked.Count > 0)
            await contacts.RelinkAsync(customers.Relinked, cancellationToken);
        await bonds.WriteAsync(customers, cancellationToken);

        // From here on the transaction holds the lock of the events, which must be its last one.
        if (customers.Events.Count > 0)
            await bulk.AppendAsync([.. customers.Events.Select(NewEvent.Of)], cancellationToken);
        // What was linked by these identifiers in this transaction still holds. The other marks were made first.
        var refused = customers.Events.OfType<LinkRefused>().SelectMany(refusal => refusal.By).ToHashSet();
        if (refused.Count > 0)
            await bonds.DateMarksAsync(customers.Shared.Added.Where(mark => refused.Contains(mark.Identifier)), cancellationToken);
    }

    private async Task InsertAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        var newest = customers.Created.Where(contact => contact.IsDated).Select(contact => (DateTime?)contact.CreatedAt).Max();
        var drawn = await bulk.DrawIdsAsync(
            customers.Created.Count, newest > customers.NewestCreatedAt ? newest : customers.NewestCreatedAt ?? newest, cancellationToken);
        foreach (var (contact, id) in customers.Created.Zip(drawn.Ids))
            contact.MarkInserted(id, contact.IsDated ? contact.CreatedAt : drawn.Now);
        await bulk.InsertAsync(customers.Created, cancellationToken);
    }
}
