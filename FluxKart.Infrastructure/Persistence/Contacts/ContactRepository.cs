using FluxKart.Domain.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(FluxKartDbContext context, IContactLocks locks, IContactStatements statements) : IContactRepository
{
    // What the last load found. It is only a hint of what to lock, so a wrong one costs a round and never correctness.
    private IReadOnlyCollection<long> seenPrimaryIds = [];

    public async Task<ContactGraph> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken)
    {
        var emails = identifiers.Emails.ToArray();
        var phoneNumbers = identifiers.PhoneNumbers.ToArray();
        // The guards keep rows without an email or phone number from ever matching, and the SQL to what the indexes answer.
        var primaryIds = context.Contacts
            .Where(match => (match.Email != null && emails.Contains(match.Email))
                || (match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber)))
            .Select(match => match.LinkedId ?? match.Id);
        var graph = new ContactGraph(await context.Contacts
            .AsNoTracking()
            .Where(contact => primaryIds.Contains(contact.LinkedId ?? contact.Id))
            .ToListAsync(cancellationToken));
        seenPrimaryIds = graph.StoredPrimaryIds;
        return graph;
    }

    /// <summary>
    /// The locking protocol. While an identifier is locked nobody else can create a contact that holds it; while a primary is locked nobody
    /// else can add to its customer or merge it. Which primaries to lock is known from the loads before, which were not locked and may be
    /// outdated: another request, with other identifiers, may have linked a further customer to ours through a third contact. Then
    /// everything is let go and begun again, rather than waiting for more locks while holding some, which could deadlock.
    /// </summary>
    public async Task<ContactGraph> LoadForUpdateAsync(IdentifierSet identifiers, CancellationToken cancellationToken)
    {
        await locks.AcquireAsync(identifiers, seenPrimaryIds, cancellationToken);
        var graph = await LoadAsync(identifiers, cancellationToken);
        return locks.Cover(graph.StoredPrimaryIds) ? graph : throw new LocksOutdatedException();
    }

    public async Task SaveAsync(ContactGraph graph, CancellationToken cancellationToken)
    {
        if (graph.Created.Count > 0)
        {
            var inserted = await statements.InsertAsync(graph.Created, cancellationToken);
            foreach (var (contact, row) in graph.Created.Zip(inserted))
                contact.MarkInserted(row.Id, row.CreatedAt);
        }

        if (graph.Relinked.Count > 0)
            await statements.RelinkAsync(graph.Relinked, cancellationToken);
    }
}
