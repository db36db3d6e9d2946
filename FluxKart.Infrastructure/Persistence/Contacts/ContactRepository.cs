using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(
    FluxKartDbContext context,
    ContactQueries queries,
    IContactLocks locks,
    IContactStatements statements) : IContactRepository
{
    // What the last load found. Only a hint of what to lock: if it is wrong it costs a round, never correctness.
    private IReadOnlyCollection<long> seenPrimaryIds = [];

    public async Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        var (emails, phoneNumbers) = scope.Identifiers;
        var contacts = new List<Contact>();
        var query = queries.WholeCustomers(context, [.. emails], [.. phoneNumbers], [.. scope.ContactIds]);
        await foreach (var contact in query.WithCancellation(cancellationToken))
            contacts.Add(contact);

        var customers = new CustomerSet(contacts);
        seenPrimaryIds = customers.StoredPrimaryIds;
        return customers;
    }

    /// <summary>
    /// The locking protocol. While an identifier is locked, nobody else can create a contact that holds it. While a primary is locked, nobody
    /// else can add to its customer or merge it. Which primaries to lock is known from earlier loads, which were not locked and may be
    /// outdated: another request, with other identifiers, may have linked a further customer to ours through a third contact. Then
    /// the transaction releases everything and starts again. To wait for more locks while holding some could deadlock.
    /// </summary>
    public async Task<CustomerSet> LoadForUpdateAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        RequireTransaction();
        var primaryIds = scope.ContactIds.Union(seenPrimaryIds).ToHashSet();
        await locks.AcquireAsync(scope with { ContactIds = primaryIds }, cancellationToken);
        var customers = await LoadAsync(scope, cancellationToken);
        return locks.CoverEverything || primaryIds.IsSupersetOf(customers.StoredPrimaryIds) ? customers : throw new LocksOutdatedException();
    }

    public async Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        RequireTransaction();
        if (customers.Created.Count > 0)
        {
            var inserted = await statements.InsertAsync([.. customers.Created.Select(NewContact.Of)], cancellationToken);
            foreach (var (contact, row) in customers.Created.Zip(inserted))
                contact.MarkInserted(row.Id, row.CreatedAt);
        }

        if (customers.Relinked.Count > 0)
            await statements.RelinkAsync(customers.Relinked, cancellationToken);
    }

    // Outside a transaction PostgreSQL releases the locks at once, and everything after them would silently run unlocked.
    private void RequireTransaction()
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Contacts can only be locked and saved inside a unit of work.");
    }
}
