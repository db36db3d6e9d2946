using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Persistence.Events;

/// <summary>What is stored of the events, and in which order.</summary>
public abstract class EventLogTests(TestDatabase database) : PersistenceTests(database)
{
    [Fact]
    public async Task SaveAsync_WhenABatchHasEveryKindOfEvent_StoresThemWithTheContactsThatTheyName()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        await IdentifyAsync(
            Details("c@example.com", "3"), Details("d@example.com", "2"), Details("a@example.com", "2"), Details("e@example.com", "3"));

        Assert.Equal(
            [
                "1 contact.created 1 {}",
                "2 contact.created 2 {}",
                "3 contact.created 3 {}",
                """4 contact.linked 2 {"secondaryContactId":4,"matchedBy":{"phoneNumber":2}}""",
                """5 contact.merged 1 {"mergedContactIds":[2],"movedContactIds":[2,4],"matchedBy":{"email":1,"phoneNumber":2}}""",
                """6 contact.linked 3 {"secondaryContactId":5,"matchedBy":{"phoneNumber":3}}""",
            ],
            await Database.QueryAsync(
                "SELECT id, type, contactid, data FROM event ORDER BY id",
                row => $"{row.GetInt64(0)} {row.GetString(1)} {row.GetInt64(2)} {row.GetString(3)}"));
        Assert.Equal(
            [(2, 5), (4, 4), (4, 5), (5, 6)],
            await Database.QueryAsync(
                "SELECT contactid, eventid FROM eventcontact ORDER BY contactid, eventid", row => (row.GetInt64(0), row.GetInt64(1))));
    }

    [Fact]
    public async Task SaveAsync_WhenACustomerIsMergedInTheBatchThatCreatesIt_StoresBothEvents()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("a@example.com", "2"));

        Assert.Equal(
            [(EventTypes.ContactCreated, 1), (EventTypes.ContactCreated, 2), (EventTypes.ContactMerged, 1)],
            (await ReadAsync()).Select(recorded => (recorded.Type, recorded.ContactId)));
    }

    [Fact]
    public async Task SaveAsync_WhenTheWorkIsDoneAgain_StoresNoFurtherEvents()
    {
        // As after a commit whose outcome was unknown: the same work again, and all of it had been committed.
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"));
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"));

        Assert.Equal([EventTypes.ContactCreated, EventTypes.ContactLinked], (await ReadAsync()).Select(recorded => recorded.Type));
    }

    [Fact]
    public async Task SaveAsync_WhenTheUnitOfWorkFails_StoresNoEvents()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => UnitOfWork.ExecuteAsync<int>(
            async token =>
            {
                var customers = await Contacts.LoadForUpdateAsync(Scope(Details("a@example.com", "1")), token);
                customers.Identify(Details("a@example.com", "1"));
                await Contacts.SaveAsync(customers, token);
                throw new InvalidOperationException();
            },
            Cancellation));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_WhenMoreEventsOfOtherTypesPrecedeThanOneReadSkips_ContinuesFromItsPosition()
    {
        await Database.ExecuteAsync(InsertEventsSql(20_001, EventTypes.ContactLinked));
        await Database.ExecuteAsync(InsertEventsSql(1, EventTypes.ContactMerged));

        var first = await Log.ReadAsync(0, [EventTypes.ContactMerged], 10, Cancellation);
        var second = await Log.ReadAsync(first.Position, [EventTypes.ContactMerged], 10, Cancellation);

        Assert.Empty(first.Events);
        Assert.Equal(20_000, first.Position);
        Assert.Equal(20_002, Assert.Single(second.Events).Id);
        Assert.Equal(20_002, second.Position);
    }

    [Fact]
    public async Task ReadNewestIdAsync_Always_ReturnsTheHighestId()
    {
        Assert.Equal(0, await Log.ReadNewestIdAsync(Cancellation));

        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));

        Assert.Equal(2, await Log.ReadNewestIdAsync(Cancellation));
    }

    [Fact]
    public async Task ReadNamingAsync_WhenContactsAreNamedInTheColumnOrInTheData_ReturnsTheirEvents()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"), Details("c@example.com", "3"));

        Assert.Equal([3], (await Log.ReadNamingAsync([2], 0, 10, Cancellation)).Select(recorded => recorded.Id));
        Assert.Equal([1, 3], (await Log.ReadNamingAsync([1], 0, 10, Cancellation)).Select(recorded => recorded.Id));
        Assert.Equal([3], (await Log.ReadNamingAsync([1, 2], 1, 10, Cancellation)).Select(recorded => recorded.Id));
        Assert.Equal([1], (await Log.ReadNamingAsync([1, 2], 0, 1, Cancellation)).Select(recorded => recorded.Id));
    }

    private protected IEventLog Log => Services.CreateScope().ServiceProvider.GetRequiredService<IEventLog>();

    private protected async Task<IReadOnlyList<RecordedEvent>> ReadAsync() => (await Log.ReadAsync(0, [], 1000, Cancellation)).Events;

    protected abstract string InsertEventsSql(int count, string type);

    public sealed class OnSqlite(SqliteDatabase database) : EventLogTests(database), IClassFixture<SqliteDatabase>
    {
        protected override string InsertEventsSql(int count, string type) =>
            $$"""
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {{count}})
            INSERT INTO event (type, contactid, data) SELECT '{{type}}', n, '{}' FROM numbers
            """;
    }

    public sealed class OnPostgres(PostgresDatabase database) : EventLogTests(database), IClassFixture<PostgresDatabase>
    {
        private readonly StatementRecorder recorder = new();

        protected override void Configure(IServiceCollection services)
        {
            base.Configure(services);
            recorder.AddTo(services);
        }

        // Whoever holds the lock of the events must wait for nothing: so no statement after it may wait for another lock.
        [Fact]
        public async Task SaveAsync_WhenABatchDoesEverything_TakesTheLockOfTheEventsLast()
        {
            await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
            ContactDetails[] batch = [Details("c@example.com", "3"), Details("d@example.com", "2"), Details("a@example.com", "2")];
            await Contacts.LoadAsync(Scope(batch), Cancellation);
            recorder.Statements.Clear();

            await IdentifyAsync(batch);

            string[] expected =
            [
                "count(pg_advisory_xact_lock(key))", "FROM separation", "UPDATE contact", "INSERT INTO contact", "INSERT INTO eventcontact",
            ];
            Assert.Equal(expected.Length, recorder.Statements.Count);
            Assert.All(expected.Zip(recorder.Statements), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
            Assert.Equal(
                [false, false, false, true, true],
                recorder.Statements.Select(sql => sql.Contains(PostgresEventStatements.TakeLock, StringComparison.Ordinal)));
        }

        [Fact]
        public async Task SaveAsync_WhenAnotherWriterHoldsTheLock_WaitsForItAndThenStoresALaterEvent()
        {
            await using var other = new NpgsqlConnection(Database.ConnectionString);
            await other.OpenAsync(Cancellation);
            await using var transaction = await other.BeginTransactionAsync(Cancellation);
            await using (var insert = new NpgsqlCommand(
                $$"""{{PostgresEventStatements.TakeLock}}; INSERT INTO event (type, data) VALUES ('contact.created', '{}')""", other))
            {
                await insert.ExecuteNonQueryAsync(Cancellation);
            }

            var waiting = IdentifyAsync(Details("a@example.com", "1"));
            await WaitUntilBlockedAsync(waiting);
            Assert.Empty(await ReadAsync());
            await transaction.CommitAsync(Cancellation);
            await waiting;

            Assert.Equal([(1, null), (2, 1L)], (await ReadAsync()).Select(recorded => (recorded.Id, recorded.ContactId)));
        }

        protected override string InsertEventsSql(int count, string type) =>
            $$"""INSERT INTO event (type, contactid, data) SELECT '{{type}}', n, '{}' FROM generate_series(1, {{count}}) AS n""";
    }
}
