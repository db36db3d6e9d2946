using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Takes no locks: a transaction on SQLite is BEGIN IMMEDIATE, which keeps out all other writers. But it is where each of them begins, so
/// it turns on secure_delete: SQLite then overwrites old values with zeros. Otherwise they stay in the file until their space is used
/// again, also those that move to another place of a page while something else is inserted.
/// </summary>
internal sealed class SqliteContactLocks(FluxKartDbContext context) : IContactLocks
{
    public bool CoverEverything => true;

    public Task AcquireAsync(
        IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancellationToken);
}
