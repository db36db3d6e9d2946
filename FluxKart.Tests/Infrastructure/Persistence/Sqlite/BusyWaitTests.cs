using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.Infrastructure.Persistence.Sqlite;

/// <summary>How a transaction waits for another writer.</summary>
public sealed class BusyWaitTests(SqliteDatabase database) : PersistenceTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task ExecuteAsync_WhenAnotherWriterLeavesShortGaps_GetsIntoOneOfThem()
    {
        const int rounds = 6;
        await IdentifyAsync(Details("a@example.com", "1"));
        using var ended = new CancellationTokenSource();
        var transactions = 0;
        var writer = Task.Run(() => WriteWithShortGaps(() => Interlocked.Increment(ref transactions), ended.Token), Cancellation);

        var missed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var before = Volatile.Read(ref transactions);
            while (Volatile.Read(ref transactions) == before)
                await Task.Yield();
            await IdentifyAsync(Details($"b{round}@example.com", $"{100 + round}"));
            missed += Volatile.Read(ref transactions) - before - 1;
        }

        await ended.CancelAsync();
        await writer;

        // SQLite's own pauses miss at least two gaps in each round.
        Assert.InRange(missed, 0, rounds);
    }

    [Fact]
    public async Task ExecuteAsync_WhenAnotherWriterDoesNotEnd_GivesUpAfterTheTimeout()
    {
        await using var writer = new SqliteConnection(Database.ConnectionString);
        await writer.OpenAsync(Cancellation);
        await using var transaction = writer.BeginTransaction(deferred: false);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => IdentifyAsync(Details("a@example.com", "1")));
    }

    private void WriteWithShortGaps(Action onTransaction, CancellationToken ended)
    {
        using var connection = new SqliteConnection(Database.ConnectionString);
        connection.Open();
        while (!ended.IsCancellationRequested)
        {
            using (var transaction = connection.BeginTransaction(deferred: false))
            {
                onTransaction();
                Thread.Sleep(40);
                transaction.Commit();
            }

            Thread.Sleep(5);
        }
    }
}
