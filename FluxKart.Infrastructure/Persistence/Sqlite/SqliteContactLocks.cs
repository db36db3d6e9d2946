using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Nothing is left to lock: SQLite's transaction is BEGIN IMMEDIATE, which keeps every other writer out.</summary>
internal sealed class SqliteContactLocks : IContactLocks
{
    public bool CoverEverything => true;

    public Task AcquireAsync(CustomerScope scope, CancellationToken cancellationToken) => Task.CompletedTask;
}
