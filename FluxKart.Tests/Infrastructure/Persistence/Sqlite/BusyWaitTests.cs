using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.Infrastructure.Persistence.Sqlite;

/// <summary>How a transaction waits for another writer.</summary>
public sealed class BusyWaitTests(SqliteDatabase database) : PersistenceTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task ExecuteAsync_WhenAnotherWriterDoesNotEnd_GivesUpAfterTheTimeout()
    {
        await using var writer = new SqliteConnection(Database.ConnectionString);
        await writer.OpenAsync(Cancellation);
        await using var transaction = writer.BeginTransaction(deferred: false);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => IdentifyAsync(Details("a@example.com", "1")));
    }
}
