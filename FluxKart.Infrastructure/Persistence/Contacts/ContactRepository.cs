using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(
    FluxKartDbContext context,
    ContactQueries queries,
    IContactLocks locks,
    IContactStatements statements) : IContactRepository
{
    // What the last load found. Only a hint of what to lock: a wrong one costs a round, never correctness.
    private IReadOnlyCollection<long> seenPrimaryIds = [];

    public async Task<CustomerSet> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken)
    {
        var contacts = new List<Contact>();
        var matching = queries.WholeCustomersMatching(context, [.. identifiers.Emails], [.. identifiers.PhoneNumbers]);
        await foreach (var contact in matching.WithCancellation(cancellationToken))
            contacts.Add(contact);

        var customers = new CustomerSet(contacts);
        seenPrimaryIds = customers.StoredPrimaryIds;
        return customers;
    }

    /// <summary>
    /// The locking protocol. While an identifier is locked nobody else can create a contact that holds it; while a primary is locked nobody
    /// else can add to its customer or merge it. Which primaries to lock is known from the loads before, which were not locked and may be
    /// outdated: another request, with other identifiers, may have linked a further customer to ours through a third contact. Then
    /// everything is let go and begun again, rather than waiting for more locks while holding some, which could deadlock.
    /// </summary>
    public async Task<CustomerSet> LoadForUpdateAsync(
        IdentifierSet identifiers,
        IReadOnlyCollection<long> expectedPrimaryIds,
        CancellationToken cancellationToken)
    {
        RequireTransaction();
        var primaryIds = expectedPrimaryIds.Union(seenPrimaryIds).ToHashSet();
        await locks.AcquireAsync(identifiers, primaryIds, cancellationToken);
        var customers = await LoadAsync(identifiers, cancellationToken);
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

    // Outside a transaction PostgreSQL gives the locks back at once, and everything after them would run unlocked without a word.
    private void RequireTransaction()
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Contacts are locked and saved inside a unit of work only.");
    }
}
