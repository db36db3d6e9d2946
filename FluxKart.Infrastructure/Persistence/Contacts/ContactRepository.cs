using System.Diagnostics.CodeAnalysis;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(
    FluxKartDbContext context,
    ContactQueries queries,
    MarkHints hints,
    LinkingRules rules,
    IContactLocks locks,
    IContactStatements statements,
    BondReader bondReader,
    BondWriter bondWriter,
    IEventStatements events) : IContactRepository
{
    // Hints of what to lock, from the last load and the last save. A wrong hint costs a retry, never correctness.
    private IReadOnlyCollection<long> lastLoadedPrimaryIds = [];
    private IReadOnlyCollection<Identifier> lastMarked = [];

    // What this transaction locks: by the load, or by the insert if there is nothing to load.
    private IReadOnlyCollection<Identifier> identifiersToLock = [];
    private bool locksWithInsert;

    // What the load has left out, for the insert to check. If that has failed, the next load leaves nothing out.
    private IReadOnlyCollection<Identifier> unheld = [];
    private bool leavesNothingOut;

    public async Task<CustomerSet> LoadAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        var customers = await LoadContactsAsync(scope, cancellationToken);
        lastLoadedPrimaryIds = customers.StoredPrimaryIds;
        if (scope.WithBonds)
        {
            customers.Add(await bondReader.ReadAsync(customers.Loaded, scope.Marks, cancellationToken));
            lastLoadedPrimaryIds = [.. customers.StoredPrimaryIds.Union(customers.Bonds.SeparatedCustomerIds)];
        }
        else if (scope.IsBulk || (scope.WithSeparations && customers.MayJoin(scope.Requests)))
        {
            customers.Separations = await bondReader.ReadSeparationsAsync(customers.Loaded, cancellationToken);
        }

        return customers;
    }

    /// <remarks>
    /// The locking protocol. While a transaction holds the lock on an identifier, no other can create a contact with it, or mark it or its
    /// mark. While it holds the lock on a primary, no other can change that customer, or what the customer is kept apart from. Which
    /// primaries to lock is only known from an earlier load, which may be outdated: a request with other identifiers may have merged
    /// another customer with this one in the meantime. The transaction then releases all its locks and starts again, because waiting for
    /// more locks while holding some could deadlock. A bulk set first tries to take the missing locks without waiting.
    /// <para>
    /// Identifiers that nobody held at the earlier load are locked, but not looked up again. A request with such an identifier adds a
    /// contact, and the insert checks that the identifier is still neither held nor marked. If nothing else has to be loaded, the insert
    /// takes the locks too.
    /// </para>
    /// </remarks>
    public async Task<CustomerSet> LoadForUpdateAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        RequireTransaction();
        var takesMore = scope.IsBulk && !locks.CoverEverything;
        // Two sets that match the same customers would make each other's locks outdated, again and again.
        if (takesMore)
            await locks.AcquireBulkTurnAsync(cancellationToken);
        var lockedIds = scope.ContactIds.Union(lastLoadedPrimaryIds).ToHashSet();
        identifiersToLock = [.. scope.Identifiers.Union(scope.Marks).Union(lastMarked)];
        if (leavesNothingOut || scope.IsBulk || locks.CoverEverything)
            scope = scope with { Unheld = [] };
        unheld = scope.Unheld;
        locksWithInsert = HasNothingToLoad(scope);
        if (locksWithInsert)
            return new CustomerSet([], rules, []);
        var newestEventId = 0L;
        var customers = await locks.QueryLockedAsync(identifiersToLock, lockedIds, async () =>
        {
            if (takesMore)
                newestEventId = await context.ReadNewestEventIdAsync(cancellationToken);
            return await LoadAsync(scope, cancellationToken);
        });
        while (!locks.CoverEverything && !lockedIds.IsSupersetOf(lastLoadedPrimaryIds))
        {
            if (!takesMore || !await locks.TryAcquireAsync([.. lastLoadedPrimaryIds.Except(lockedIds)], cancellationToken))
                throw new OutdatedReadException();
            // Whatever changes these customers writes an event, or waits for its turn like this set.
            if (await context.ReadNewestEventIdAsync(cancellationToken) is var newest && newest == newestEventId)
                break;
            lockedIds.UnionWith(lastLoadedPrimaryIds);
            newestEventId = newest;
            customers = await LoadAsync(scope, cancellationToken);
        }

        return customers;
    }

    public async Task SaveAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        RequireTransaction();
        if (customers.Revised.Count > 0 || customers.Created.Any(contact => contact.IsDated))
            throw new InvalidOperationException("Revised contacts, and those with a time of their own, are saved by the import's writer.");
        RequireLocksOnMarks(customers);
        RequireInsert(customers);
        // A stored contact is only linked to a stored primary: a new contact is younger, and so never its primary.
        if (customers.Relinked.Count > 0)
            await statements.RelinkAsync(customers.Relinked, cancellationToken);

        // After the other contacts have left the erased ones, which take with them whatever is still linked to them.
        if (customers.Erased.Count > 0)
            await statements.EraseAsync(customers.Erased, cancellationToken);
        if (customers.ClearsReasons || customers.Shared.Removed.Count > 0)
        {
            await events.ClearReasonsAsync(
                customers.ClearsReasons ? [.. customers.Erased.Select(contact => contact.Id)] : [],
                [.. customers.Shared.Removed.Select(mark => mark.Id)],
                cancellationToken);
        }

        await bondWriter.WriteAsync(customers, cancellationToken);

        // From here on the transaction holds the lock of the events, which must be its last one.
        if (customers.Created.Count > 0)
            await InsertAsync(customers, cancellationToken);
        NewEvent[] others = [.. customers.Events.Where(customerEvent => customerEvent is not ContactCreated).Select(NewEvent.Of)];
        if (others.Length > 0)
            await events.AppendAsync(others, cancellationToken);
        // The links of this transaction were made before its marks, and still hold.
        if (customers.Events.Any(customerEvent => customerEvent is LinkRefused))
            await bondWriter.DateMarksAsync(customers.Shared.Added, cancellationToken);
    }

    // A change by hand finds out only now which identifiers it marks. While contacts are erased, no mark of theirs may lose its other
    // holders: two erasures at once would each leave it for the other.
    private void RequireLocksOnMarks(CustomerSet customers)
    {
        var kept = customers.Erased.Count > 0 ? customers.Bonds.Marks : [];
        lastMarked = [.. customers.Shared.Added.Concat(customers.Shared.Removed).Concat(kept).Select(mark => mark.Identifier).Distinct()];
        if (!locks.CoverEverything && lastMarked.Except(identifiersToLock).Any())
            throw new OutdatedReadException();
    }

    // Only the insert checks what the load has left out. If there is nothing to insert, a customer that was loaded for another reason holds
    // it by now. And the insert would take marks that this transaction writes for those of others.
    private void RequireInsert(CustomerSet customers)
    {
        if (unheld.Count > 0 && (customers.Created.Count == 0 || lastMarked.Count > 0))
            StartAgainWithEverything();
    }

    private async Task InsertAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        var first = customers.Events.OfType<ContactCreated>().Select(created => created.Primary).ToHashSet<Contact?>();
        var contacts = customers.Created.Select(contact => NewContact.Of(contact, first.Contains(contact))).ToList();
        var inserted = locksWithInsert ? await locks.QueryLockedAsync(identifiersToLock, [], InsertAllAsync) : await InsertAllAsync();
        if (unheld.Count > 0 && inserted.Count == 0)
            StartAgainWithEverything();
        foreach (var (contact, row) in customers.Created.Zip(inserted))
            contact.MarkInserted(row.Id, row.CreatedAt);

        Task<IReadOnlyList<InsertedContact>> InsertAllAsync() =>
            statements.InsertAsync(contacts, customers.NewestCreatedAt, unheld, cancellationToken);
    }

    private static bool HasNothingToLoad(CustomerScope scope) =>
        scope.Unheld.Count > 0 && scope.ContactIds.Count == 0 && scope.Marks.Count == 0 && !scope.Identifiers.Except(scope.Unheld).Any();

    [DoesNotReturn]
    private void StartAgainWithEverything()
    {
        leavesNothingOut = true;
        throw new OutdatedReadException();
    }

    private async Task<CustomerSet> LoadContactsAsync(CustomerScope scope, CancellationToken cancellationToken)
    {
        var contactIds = scope.ContactIds.ToHashSet();
        if (scope.WithHoldersOfMarks)
            contactIds.UnionWith(await FindHoldersAsync(scope.Marks, cancellationToken));
        var customers = await QueryAsync(scope, contactIds, cancellationToken);

        var sameDetails = scope.Requests.Where(customers.HasOnlyShared).ToList();
        var wanted = sameDetails.Count > 0 ? await FindSameAsync(sameDetails, cancellationToken) : [];
        wanted.UnionWith(customers.DanglingLinkIds);
        // More than once only if other programs have linked contacts in a chain: each round follows it one link further.
        while (!contactIds.IsSupersetOf(wanted))
        {
            contactIds.UnionWith(wanted);
            customers = await QueryAsync(scope, contactIds, cancellationToken);
            wanted.UnionWith(customers.DanglingLinkIds);
        }

        return customers;
    }

    private async Task<CustomerSet> QueryAsync(CustomerScope scope, HashSet<long> contactIds, CancellationToken cancellationToken)
    {
        var linking = scope.Identifiers.Except(scope.Unheld).Where(identifier => !rules.SharedPatterns.Cover(identifier)).ToList();
        EmailAddress[] emails = [.. linking.OfType<EmailAddress>()];
        PhoneNumber[] phoneNumbers = [.. linking.OfType<PhoneNumber>()];
        await hints.FillAsync(context, cancellationToken);
        var query = hints.ContainAny(linking) ? queries.HoldingUnmarkedOrContacts(context, emails, phoneNumbers, [.. contactIds])
            : contactIds.Count == 0 ? queries.HoldingIdentifiers(context, emails, phoneNumbers)
            : queries.HoldingIdentifiersOrContacts(context, emails, phoneNumbers, [.. contactIds]);
        var contacts = new List<Contact>();
        var marked = new List<Identifier>();
        await foreach (var row in query.WithCancellation(cancellationToken))
        {
            if (row.LinkPrecedence is { } precedence)
                contacts.Add(Contact.FromStored(new(row.Id, row.Email, row.PhoneNumber, row.LinkedId, precedence, row.CreatedAt)));
            else
                marked.Add((Identifier?)row.Email ?? row.PhoneNumber!);
        }

        foreach (var identifier in marked)
            hints.Add(identifier);
        return new CustomerSet(contacts, rules, marked);
    }

    private async Task<List<long>> FindHoldersAsync(IReadOnlyCollection<Identifier> identifiers, CancellationToken cancellationToken)
    {
        EmailAddress[] emails = [.. identifiers.OfType<EmailAddress>()];
        PhoneNumber[] phoneNumbers = [.. identifiers.OfType<PhoneNumber>()];
        return await context.Contacts
            .Where(contact => contact.Email != null && emails.Contains(contact.Email))
            .Select(contact => contact.Id)
            .Union(context.Contacts
                .Where(contact => contact.PhoneNumber != null && phoneNumbers.Contains(contact.PhoneNumber))
                .Select(contact => contact.Id))
            .ToListAsync(cancellationToken);
    }

    private async Task<HashSet<long>> FindSameAsync(List<ContactDetails> details, CancellationToken cancellationToken)
    {
        var both = details.FindAll(one => one.Email is not null && one.PhoneNumber is not null);
        var found = queries.HoldingExactly(
            context,
            [.. both.Select(one => one.Email!)],
            [.. both.Select(one => one.PhoneNumber!)],
            [.. details.Where(one => one.PhoneNumber is null).Select(one => one.Email!)],
            [.. details.Where(one => one.Email is null).Select(one => one.PhoneNumber!)]);
        var ids = new HashSet<long>();
        await foreach (var id in found.WithCancellation(cancellationToken))
            ids.Add(id);
        return ids;
    }

    // Outside a transaction PostgreSQL releases the locks immediately, and everything after that would silently run without them.
    private void RequireTransaction()
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Contacts can only be locked and saved inside a unit of work.");
    }
}
