using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>Leaves out the events, which nobody reads. Writing them would take as long as writing the contacts.</summary>
internal sealed class TrialBulkStatements(SqliteBulkStatements statements) : IBulkStatements
{
    public Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken) =>
        statements.DrawIdsAsync(count, notBefore, cancellationToken);

    public Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken) =>
        statements.InsertAsync(contacts, cancellationToken);

    // Marks get the time of the refusal that made them.
    public Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
        statements.AppendAsync([.. events.Where(added => added.Type == EventTypes.ContactLinkRefused)], cancellationToken);
}
