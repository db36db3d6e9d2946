using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.Infrastructure.Persistence;

public abstract class UnitOfWorkTests(TestDatabase database) : PersistenceTests(database)
{
    [Fact]
    public async Task ExecuteAsync_WhenATryFailsWithATransientFault_RunsAllWorkAgainFromScratch()
    {
        var tries = 0;
        using var retries = new Measurements<long>(Services, "fluxkart.persistence.retries");
        using var waits = new Measurements<double>(Services, "fluxkart.persistence.lock.wait");

        await UnitOfWork.ExecuteAsync(
            async token =>
            {
                var customers = await Contacts.LoadForUpdateAsync(Scope(Details("a@example.com", "1")), token);
                Assert.Empty(customers.StoredPrimaryIds);
                customers.Identify(Details("a@example.com", "1"));
                await Contacts.SaveAsync(customers, token);
                return ++tries < 3 ? throw new TimeoutException() : tries;
            },
            Cancellation);

        Assert.Equal(3, tries);
        Assert.Equal([1L, 1L], retries.Values);
        Assert.Equal(3, waits.Values.Count);
        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task ExecuteAsync_WhenTheFaultIsPermanent_WritesNothingAndDoesNotRetry()
    {
        var tries = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => UnitOfWork.ExecuteAsync<int>(
            async token =>
            {
                tries++;
                var customers = await Contacts.LoadForUpdateAsync(Scope(Details("a@example.com", "1")), token);
                customers.Identify(Details("a@example.com", "1"));
                await Contacts.SaveAsync(customers, token);
                throw new InvalidOperationException();
            },
            Cancellation));

        Assert.Equal(1, tries);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task ExecuteAsync_WhenATransientFaultPersists_ReportsTheStoreAsUnavailable() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => UnitOfWork.ExecuteAsync<int>(_ => throw new TimeoutException(), Cancellation));

    public sealed class OnSqlite(SqliteDatabase database) : UnitOfWorkTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : UnitOfWorkTests(database), IClassFixture<PostgresDatabase>;
}
