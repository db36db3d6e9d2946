using FluxKart.Domain.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class ContactRepository(FluxKartDbContext context, IContactLocks locks, IContactStatements statements) : IContactRepository
{
    public async Task<ContactGraph> LoadAsync(IdentifierSet identifiers, CancellationToken cancellationToken)
    {
        var emails = identifiers.Emails.ToArray();
        var phoneNumbers = identifiers.PhoneNumbers.ToArray();
        // The guards keep rows without an email or phone number from ever matching, and the SQL to what the indexes answer.
        var primaryIds = context.Contacts
            .Where(match => (match.Email != null && emails.Contains(match.Email))
                || (match.PhoneNumber != null && phoneNumbers.Contains(match.PhoneNumber)))
            .Select(match => match.LinkedId ?? match.Id);
        return new ContactGraph(await context.Contacts
            .AsNoTracking()
            .Where(contact => primaryIds.Contains(contact.LinkedId ?? contact.Id))
            .ToListAsync(cancellationToken));
    }

    /// <summary>
    /// The locking protocol. With an identifier locked nobody else can create a contact that holds it; with a primary locked nobody else
    /// can add to its customer or merge it. A load can find a primary that is not locked yet: one that another request, with other
    /// identifiers, has linked to ours through a third contact. It is locked too, and since its customer may have changed just before, all
    /// is loaded again, until a load finds locked primaries only.
    /// </summary>
    public async Task<ContactGraph> LoadForUpdateAsync(
        IdentifierSet identifiers,
        IReadOnlyCollection<long> expectedPrimaryIds,
        CancellationToken cancellationToken)
    {
        await locks.AcquireAsync(identifiers, expectedPrimaryIds, cancellationToken);
        var locked = expectedPrimaryIds.ToHashSet();
        while (true)
        {
            var graph = await LoadAsync(identifiers, cancellationToken);
            var unlocked = graph.StoredPrimaryIds.Where(locked.Add).ToList();
            if (unlocked.Count == 0)
                return graph;
            await locks.AcquireAsync(IdentifierSet.Empty, unlocked, cancellationToken);
        }
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
