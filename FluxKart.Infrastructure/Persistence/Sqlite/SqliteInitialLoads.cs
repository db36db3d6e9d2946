using FluxKart.Domain.Customers;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Begins no loads. Building the indexes of a full table is one statement, and keeps every other writer of the file waiting for seconds.
/// </summary>
internal sealed class SqliteInitialLoads : IInitialLoads
{
    public Task<IInitialLoad?> TryBeginAsync(CancellationToken cancellationToken) => Task.FromResult<IInitialLoad?>(null);
}
