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

    public async Task<ContactGraph> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken)
    {
        var contacts = new List<Contact>();
        var matching = queries.WholeCustomersMatching(context, [.. identifiers.Emails], [.. identifiers.PhoneNumbers]);
        await foreach (var contact in matching.WithCancellation(cancellationToken))
            contacts.Add(contact);

        var graph = new ContactGraph(contacts);
        seenPrimaryIds = graph.StoredPrimaryIds;
        return graph;
    }

    /// <summary>
    /// The locking protocol. While an identifier is locked nobody else can create a contact that holds it; while a primary is locked nobody
    /// else can add to its customer or merge it. Which primaries to lock is known from the loads before, which were not locked and may be
    /// outdated: another request, with other identifiers, may have linked a further customer to ours through a third contact. Then
    /// everything is let go and begun again, rather than waiting for more locks while holding some, which could deadlock.
    /// </summary>
    public async Task<ContactGraph> LoadForUpdateAsync(
        IdentifierSet identifiers,
        IReadOnlyCollection<long> expectedPrimaryIds,
        CancellationToken cancellationToken)
    {
        RequireTransaction();
        var primaryIds = expectedPrimaryIds.Union(seenPrimaryIds).ToHashSet();
        await locks.AcquireAsync(identifiers, primaryIds, cancellationToken);
        var graph = await LoadAsync(identifiers, cancellationToken);
        return locks.CoverEverything || primaryIds.IsSupersetOf(graph.StoredPrimaryIds) ? graph : throw new LocksOutdatedException();
    }

    public async Task SaveAsync(ContactGraph graph, CancellationToken cancellationToken)
    {
        RequireTransaction();
        if (graph.Created.Count > 0)
        {
            var inserted = await statements.InsertAsync(graph.Created, cancellationToken);
            foreach (var (contact, row) in graph.Created.Zip(inserted))
                contact.MarkInserted(row.Id, row.CreatedAt);
        }

        if (graph.Relinked.Count > 0)
            await statements.RelinkAsync(graph.Relinked, cancellationToken);
    }

    // Outside a transaction PostgreSQL gives the locks back at once, and everything after them would run unlocked without a word.
    private void RequireTransaction()
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Contacts are locked and saved inside a unit of work only.");
    }
}
