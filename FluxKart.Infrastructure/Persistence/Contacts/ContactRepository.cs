using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Events;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(
    FluxKartDbContext context,
    ContactQueries queries,
    IContactLocks locks,
    IContactStatements statements,
    IEventStatements events) : IContactRepository
{
    // From the last load, as a hint of what to lock. A wrong hint costs a retry, never correctness.
    private IReadOnlyCollection<long> lastLoadedPrimaryIds = [];

    public async Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        var customers = await QueryAsync(scope, cancellationToken);
        var contactIds = scope.ContactIds.ToHashSet();
        // Only if other programs have linked contacts in a chain: each round follows it one link further.
        while (customers.DanglingLinkIds.Count > 0 && !contactIds.IsSupersetOf(customers.DanglingLinkIds))
        {
            contactIds.UnionWith(customers.DanglingLinkIds);
            customers = await QueryAsync(scope with { ContactIds = contactIds }, cancellationToken);
        }

        lastLoadedPrimaryIds = customers.StoredPrimaryIds;
        return customers;
    }

    /// <remarks>
    /// The locking protocol. While a transaction holds the lock on an identifier, no other can create a contact with it. While it holds the
    /// lock on a primary, no other can add to that customer or merge it. Which primaries to lock is only known from an earlier load, which
    /// may be outdated: a request with other identifiers may have merged another customer with this one in the meantime. The transaction
    /// then releases all its locks and starts again, because waiting for more locks while holding some could deadlock.
    /// </remarks>
    public async Task<CustomerSet> LoadForUpdateAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        RequireTransaction();
        var lockedIds = scope.ContactIds.Union(lastLoadedPrimaryIds).ToHashSet();
        await locks.AcquireAsync(scope with { ContactIds = lockedIds }, cancellationToken);
        var customers = await LoadAsync(scope, cancellationToken);
        return locks.CoverEverything || lockedIds.IsSupersetOf(customers.StoredPrimaryIds) ? customers : throw new LocksOutdatedException();
    }

    public async Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        RequireTransaction();
        // A stored contact is only linked to a stored primary: a new contact is younger, and so never its primary.
        if (customers.Relinked.Count > 0)
            await statements.RelinkAsync(customers.Relinked, cancellationToken);

        if (customers.Erased.Count > 0)
            await statements.EraseAsync(customers.Erased, cancellationToken);

        // From here on the transaction holds the lock of the events, which must be its last one.
        if (customers.Created.Count > 0)
            await InsertAsync(customers, cancellationToken);
        NewEvent[] others = [.. customers.Events.Where(customerEvent => customerEvent is not ContactCreated).Select(NewEvent.Of)];
        if (others.Length > 0)
            await events.AppendAsync(others, cancellationToken);
    }

    private async Task InsertAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        var first = customers.Events.OfType<ContactCreated>().Select(created => created.Primary).ToHashSet();
        var inserted = await statements.InsertAsync(
            [.. customers.Created.Select(contact => NewContact.Of(contact, first.Contains(contact)))],
            customers.NewestCreatedAt,
            cancellationToken);
        foreach (var (contact, row) in customers.Created.Zip(inserted))
            contact.MarkInserted(row.Id, row.CreatedAt);
    }

    private async Task<CustomerSet> QueryAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        EmailAddress[] emails = [.. scope.Identifiers.Emails];
        PhoneNumber[] phoneNumbers = [.. scope.Identifiers.PhoneNumbers];
        var query = scope.ContactIds.Count == 0
            ? queries.HoldingIdentifiers(context, emails, phoneNumbers)
            : queries.HoldingIdentifiersOrContacts(context, emails, phoneNumbers, [.. scope.ContactIds]);
        var contacts = new List<Contact>();
        await foreach (var contact in query.WithCancellation(cancellationToken))
            contacts.Add(contact);
        return new CustomerSet(contacts);
    }

    // Outside a transaction PostgreSQL releases the locks immediately, and everything after that would silently run without them.
    private void RequireTransaction()
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Contacts can only be locked and saved inside a unit of work.");
    }
}
