using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

public abstract class ContactRepositoryTests(TestDatabase database) : PersistenceTests(database)
{
    [Fact]
    public async Task LoadAsync_WhenSeveralCustomersMatch_LoadsAllContactsOfEach()
    {
        await IdentifyAsync(
            Details("a@example.com", "1"), Details("b@example.com", "1"), Details("c@example.com", "3"), Details("d@example.com", "4"));

        var customers = await Contacts.LoadAsync(Scope(Details("b@example.com", "3")), Cancellation);

        Assert.Equal([1, 3], customers.StoredPrimaryIds.Order());
        Assert.Equal([1L, 2, 3], ContactIdsOf(customers.Identify(Details("b@example.com", "3")).ToSnapshot()));
    }

    [Fact]
    public async Task LoadAsync_WhenARequestHasOnlyOneValue_DoesNotMatchRowsThatLackTheOther()
    {
        await IdentifyAsync(Details("a@example.com", null), Details(null, "1"));

        Assert.Empty((await Contacts.LoadAsync(Scope(Details("b@example.com", null)), Cancellation)).StoredPrimaryIds);
        Assert.Empty((await Contacts.LoadAsync(Scope(Details(null, "2")), Cancellation)).StoredPrimaryIds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task LoadAsync_WhenAContactIsInScope_LoadsItsWholeCustomer(long contactId)
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"), Details("c@example.com", "3"));

        var customers = await Contacts.LoadAsync(new CustomerScope([], [contactId]), Cancellation);

        Assert.Equal([1], customers.StoredPrimaryIds);
        Assert.Equal([1L, 2], ContactIdsOf(customers.Identify(Details("b@example.com", null)).ToSnapshot()));
    }

    [Fact]
    public async Task LoadAsync_WhenNothingInScopeIsStored_IsEmpty()
    {
        await IdentifyAsync(Details("a@example.com", "1"));

        Assert.Empty((await Contacts.LoadAsync(new CustomerScope([], [0, 2]), Cancellation)).StoredPrimaryIds);
    }

    [Fact]
    public async Task LoadAsync_Always_TakesOneRoundTrip()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"), Details("b@example.com", "2"));
        RoundTrips.Reset();

        await Contacts.LoadAsync(Scope(Details("a@example.com", "2"), Details("x@example.com", null)), Cancellation);

        Assert.Equal(1, RoundTrips.Count);
    }

    // The first load; then load, insert or update, events and commit. PostgreSQL takes the locks together with the load, and inserts new
    // customers and their events together.
    [Theory]
    [InlineData("new@example.com", "9", 4, 5)]
    [InlineData("new@example.com", "1", 5, 6)]
    [InlineData("a@example.com", "2", 7, 8)]
    public async Task Identify_WhenTheEarlierLoadIsCurrent_TakesAFixedNumberOfRoundTrips(
        string email, string phone, int onPostgres, int onSqlite)
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        RoundTrips.Reset();

        await Contacts.LoadAsync(Scope(Details(email, phone)), Cancellation);
        await IdentifyAsync(Details(email, phone));

        Assert.Equal(IsPostgres ? onPostgres : onSqlite, RoundTrips.Count);
    }

    // Locks and insert, and commit. SQLite loads nevertheless.
    [Fact]
    public async Task Identify_WhenAllIdentifiersAreUnheld_LoadsNothingOnPostgres()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        RoundTrips.Reset();

        await IdentifyAsync(UnheldScope(Details("b@example.com", "2"), Details("c@example.com", null), Details(null, "2")));

        Assert.Equal(IsPostgres ? 2 : 4, RoundTrips.Count);
        Assert.Equal(3, StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()).Count);
    }

    [Theory]
    [InlineData("a@example.com", "9")]
    [InlineData("b@example.com", "1")]
    [InlineData("a@example.com", null)]
    [InlineData(null, "1")]
    [InlineData("a@example.com", "1")]
    public async Task Identify_WhenAnUnheldIdentifierIsHeldByNow_FindsTheCustomer(string? email, string? phone)
    {
        await IdentifyAsync(Details("a@example.com", "1"));

        var customers = await IdentifyAsync(UnheldScope(Details("new@example.com", "5"), Details(email, phone)));

        Assert.NotEqual(1, customers[0].PrimaryContactId);
        Assert.Equal(1, customers[1].PrimaryContactId);
        Assert.Equal(2, StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Identify_WhenAnUnheldIdentifierIsHeldByNowBesideAKnownCustomer_MergesTheTwo()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        var request = Details("a@example.com", "2");

        var customer = Assert.Single(await IdentifyAsync(
            Scope(request) with { ContactIds = [1], Unheld = [request.PhoneNumber!] }));

        Assert.Equal([1L, 2], ContactIdsOf(customer));
    }

    [Fact]
    public async Task Identify_WhenTheLoadedCustomerHoldsTheUnheldIdentifierByNow_FindsTheOtherHoldersToo()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("a@example.com", "2"));
        await Database.ExecuteAsync("UPDATE contact SET linkedid = NULL, linkprecedence = 'primary' WHERE id = 2");
        var request = Details("a@example.com", "1");

        var customer = Assert.Single(await IdentifyAsync(Scope(request) with { Unheld = [request.Email!] }));

        Assert.Equal([1L, 2], ContactIdsOf(customer));
    }

    [Fact]
    public async Task Identify_WhenTheUnheldIdentifierOfALoadedCustomerIsMarkedByNow_DoesNotLinkByIt()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await Database.ExecuteAsync("INSERT INTO sharedidentifier (email, istakenapart) VALUES ('a@example.com', false)");
        var request = Details("a@example.com", null);

        var customer = Assert.Single(await IdentifyAsync(Scope(request) with { ContactIds = [1], Unheld = [request.Email!] }));

        Assert.Equal([2L], ContactIdsOf(customer));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phonenumber")]
    public async Task Identify_WhenAnUnheldIdentifierIsMarkedByNow_DoesNotLinkByIt(string column)
    {
        var (value, one, other) = column == "email"
            ? ("a@example.com", Details("a@example.com", "1"), Details("a@example.com", "2"))
            : ("1", Details("a@example.com", "1"), Details("b@example.com", "1"));
        await Database.ExecuteAsync($"INSERT INTO sharedidentifier ({column}, istakenapart) VALUES ('{value}', false)");

        var customers = await IdentifyAsync(UnheldScope(one, other));

        Assert.Equal([1L, 2], customers.Select(customer => customer.PrimaryContactId));
    }

    [Fact]
    public async Task Identify_WhenOnlyADeletedContactHoldsAnUnheldIdentifier_CreatesACustomer()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat");
        RoundTrips.Reset();

        var customer = Assert.Single(await IdentifyAsync(UnheldScope(Details("a@example.com", "1"))));

        Assert.Equal([2L], ContactIdsOf(customer));
        Assert.Equal(IsPostgres ? 2 : 4, RoundTrips.Count);
    }

    // The marks of a customer that became too large are written before its contacts.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Identify_WhenUnheldIdentifiersWouldMakeACustomerTooLarge_MarksThemUnderLocks(bool loadsSomething)
    {
        var roundTrips = new RoundTripCounter();
        await using var services = Database.CreateServices(collection =>
        {
            collection.AddSingleton(LinkingRules.Plain with { MaxContactsPerCustomer = 2 });
            roundTrips.AddTo(collection);
        });
        await using var scope = services.CreateAsyncScope();
        var repository = scope.ServiceProvider.GetRequiredService<IContactRepository>();
        var requests = Scope(Details("a@example.com", "1"), Details("b@example.com", "1"), Details("c@example.com", "1"));
        var unheld = requests.Identifiers.Skip(loadsSomething ? 1 : 0);
        await repository.LoadAsync(requests, Cancellation);
        roundTrips.Reset();

        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
            async token =>
            {
                var customers = await repository.LoadForUpdateAsync(requests with { Unheld = [.. unheld] }, token);
                foreach (var details in requests.Requests)
                    customers.Identify(details);
                await repository.SaveAsync(customers, token);
                return true;
            },
            Cancellation);

        // Load, marks, contacts, events, time of the marks and commit. Another load found out that the marks need it.
        Assert.Equal(IsPostgres ? 6 + (loadsSomething ? 1 : 0) : 8, roundTrips.Count);
        Assert.Equal([null, 1L, null], (await Database.ReadContactsAsync()).Select(contact => contact.LinkedId));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM sharedidentifier WHERE phonenumber = '1'"));
    }

    [Fact]
    public async Task SaveAsync_WhenTwoCustomersOfFiveHundredContactsMerge_TakesAFixedNumberOfStatements()
    {
        await IdentifyAsync([.. Enumerable.Range(0, 500).Select(contact => Details($"a{contact}@example.com", "1"))]);
        await IdentifyAsync([.. Enumerable.Range(0, 500).Select(contact => Details($"b{contact}@example.com", "2"))]);
        await Contacts.LoadAsync(Scope(Details("a0@example.com", "2")), Cancellation);
        RoundTrips.Reset();

        var customer = Assert.Single(await IdentifyAsync(Details("a0@example.com", "2")));

        // Load, separations, update, events (two commands on SQLite) and commit.
        Assert.Equal(IsPostgres ? 5 : 6, RoundTrips.Count);
        Assert.Equal(999, customer.SecondaryContactIds.Count);
        Assert.Single(StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    [Fact]
    public async Task SaveAsync_WhenANewContactIsLinkedToAnotherNewOne_StoresTheLink()
    {
        var customers = await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("c@example.com", "2"));

        Assert.Equal([1L, 2, 2], customers.Select(customer => customer.PrimaryContactId));
        Assert.Equal(
            [
                new ContactRow(1, "a@example.com", "1", null, "primary"),
                new ContactRow(2, "b@example.com", "2", null, "primary"),
                new ContactRow(3, "c@example.com", "2", 2, "secondary"),
            ],
            await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task SaveAsync_WhenNewCustomersMergeInOneBatch_StoresTheFinalStateAndReturnsEachStep()
    {
        var customers = await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("a@example.com", "2"));

        Assert.Equal([1L, 2, 1], customers.Select(customer => customer.PrimaryContactId));
        Assert.Equal(["b@example.com"], customers[1].Emails.Select(email => email.Value));
        Assert.Equal([1L, 2], ContactIdsOf(customers[2]));
        Assert.Equal(new ContactRow(2, "b@example.com", "2", 1, "secondary"), (await Database.ReadContactsAsync())[1]);
    }

    [Fact]
    public async Task SaveAsync_WhenTheClockHasGoneBack_InsertsNothingOlderThanWhatIsStored()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await Database.ExecuteAsync($"UPDATE contact SET createdat = {FutureSql}");

        var customers = await IdentifyAsync(Details("b@example.com", "1"), Details("c@example.com", "1"), Details("d@example.com", "4"));

        Assert.Equal([2L, 3], customers[1].SecondaryContactIds);
        Assert.Equal(0, await CountAsync($"SELECT count(*) FROM contact WHERE createdat < {FutureSql}"));
        Assert.Equal(1, await CountAsync("SELECT count(DISTINCT createdat) FROM contact WHERE id > 1"));
    }

    [Fact]
    public async Task SaveAsync_WhenTheStoredContactsAreOlder_InsertsTheDatabasesTime()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await Database.ExecuteAsync($"UPDATE contact SET createdat = {PastSql}");

        await IdentifyAsync(Details("b@example.com", "1"));

        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM contact WHERE createdat > {PastSql}"));
    }

    [Theory]
    [InlineData("c@example.com", null)]
    [InlineData("c@example.com", "1")]
    [InlineData("c@example.com", "9")]
    public async Task Identify_WhenOtherProgramsHaveLinkedContactsInAChain_FindsTheCustomerAndShortensTheChain(string email, string? phone)
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("c@example.com", "3"));
        await Database.ExecuteAsync("UPDATE contact SET linkedid = id - 1, linkprecedence = 'secondary' WHERE id > 1");

        Assert.Null((await Contacts.LoadAsync(Scope(Details(email, phone)), Cancellation)).Recognise(Details(email, phone)));
        var customer = Assert.Single(await IdentifyAsync(Details(email, phone)));

        Assert.Equal(1, customer.PrimaryContactId);
        Assert.Equal([2L, 3], customer.SecondaryContactIds.Take(2));
        Assert.Single(StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    [Theory]
    [InlineData("b@example.com")]
    [InlineData("c@example.com")]
    public async Task Identify_WhenOtherProgramsHaveDeletedThePrimary_KeepsTheRestOneCustomer(string email)
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"), Details("c@example.com", "1"));
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat WHERE id = 1");

        var customer = Assert.Single(await IdentifyAsync(Details(email, null)));

        Assert.Equal([2L, 3], ContactIdsOf(customer));
        Assert.Equal(
            [
                new ContactRow(1, "a@example.com", "1", null, "primary"),
                new ContactRow(2, "b@example.com", "1", null, "primary"),
                new ContactRow(3, "c@example.com", "1", 2, "secondary"),
            ],
            await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenOtherProgramsHaveLinkedContactsInACircle_MakesTheOldestPrimary()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
        await Database.ExecuteAsync("UPDATE contact SET linkedid = 3 - id, linkprecedence = 'secondary'");

        var customer = Assert.Single(await IdentifyAsync(Details("b@example.com", null)));

        Assert.Equal([1L, 2], ContactIdsOf(customer));
        Assert.Single(StoredCustomers.AssertConsistent(await Database.ReadContactsAsync()));
    }

    [Fact]
    public async Task LoadForUpdateAsync_WhenASecondaryIsInScope_LocksAndLoadsItsCustomer()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "1"));

        var customers = await UnitOfWork.ExecuteAsync(
            token => Contacts.LoadForUpdateAsync(new CustomerScope([], [2]), token), Cancellation);

        Assert.Equal([1], customers.StoredPrimaryIds);
    }

    [Fact]
    public async Task LoadForUpdateAsync_WhenThereIsNoTransaction_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => Contacts.LoadForUpdateAsync(Scope(Details("a@example.com", null)), Cancellation));

    private string FutureSql => IsPostgres ? "timestamptz '2999-01-01 00:00:00.25Z'" : "'2999-01-01 00:00:00.250'";

    private string PastSql => IsPostgres ? "timestamptz '2001-01-01Z'" : "'2001-01-01 00:00:00.000'";

    private async Task<long> CountAsync(string sql) => Assert.Single(await Database.QueryAsync(sql, row => row.GetInt64(0)));

    private bool IsPostgres => Database.Provider == DatabaseProvider.PostgreSql;

    private static IEnumerable<long> ContactIdsOf(CustomerSnapshot customer) =>
        customer.SecondaryContactIds.Prepend(customer.PrimaryContactId);

    public sealed class OnSqlite(SqliteDatabase database) : ContactRepositoryTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ContactRepositoryTests(database), IClassFixture<PostgresDatabase>
    {
        [Fact]
        public async Task LoadForUpdateAsync_WhenACustomerChangesBeforeItIsLocked_StartsAgainWithTheRightLocks()
        {
            await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"));
            var locks = new ScriptedLocks { DuringFirstAcquire = LinkTheSecondCustomerToTheFirst };

            var customers = await LoadForUpdateAsync(Scope(Details("b@example.com", null)) with { ContactIds = [2] }, locks);

            Assert.Equal([1], customers.StoredPrimaryIds);
            Assert.Equal<IEnumerable<long>>([[2], [1, 2]], locks.Acquired.Select(ids => ids.Order()));
        }

        [Fact]
        public async Task LoadForUpdateAsync_WhenABulkSetMatchesACustomer_LocksItWithoutStartingAgain()
        {
            await IdentifyAsync(Details("a@example.com", "1"));
            var locks = new ScriptedLocks();

            var customers = await LoadForUpdateAsync(BulkScope, locks);

            Assert.Equal([1], customers.StoredPrimaryIds);
            Assert.Equal<IEnumerable<long>>([[]], locks.Acquired);
            Assert.Equal<IEnumerable<long>>([[1]], locks.Tried);
        }

        [Fact]
        public async Task LoadForUpdateAsync_WhenABulkSetsCustomerChangesBeforeItIsLocked_LoadsItAgain()
        {
            await IdentifyAsync(Details("b@example.com", "2"), Details("a@example.com", "1"));
            var locks = new ScriptedLocks
            {
                DuringFirstTry = async () =>
                {
                    await LinkTheSecondCustomerToTheFirst();
                    await Database.ExecuteAsync("INSERT INTO event (type, contactid, data) VALUES ('contact.merged', 1, '{}')");
                },
            };

            var customers = await LoadForUpdateAsync(BulkScope, locks);

            Assert.Equal([1], customers.StoredPrimaryIds);
            Assert.Equal<IEnumerable<long>>([[]], locks.Acquired);
            Assert.Equal<IEnumerable<long>>([[2], [1]], locks.Tried);
        }

        [Fact]
        public async Task LoadForUpdateAsync_WhenAnotherTransactionHoldsTheCustomerOfABulkSet_StartsAgain()
        {
            await IdentifyAsync(Details("a@example.com", "1"));
            var locks = new ScriptedLocks { IsHeldByAnother = true };

            var customers = await LoadForUpdateAsync(BulkScope, locks);

            Assert.Equal([1], customers.StoredPrimaryIds);
            Assert.Equal<IEnumerable<long>>([[], [1]], locks.Acquired);
        }

        [Fact]
        public async Task TryAcquireAsync_WhileAnotherTransactionHoldsTheLock_TakesNothing()
        {
            await IdentifyAsync(Details("a@example.com", "1"));
            await using var scope = Services.CreateAsyncScope();
            var repository = scope.ServiceProvider.GetRequiredService<IContactRepository>();

            var whileHeld = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
                async token =>
                {
                    await repository.LoadForUpdateAsync(CustomerScope.Of([1]), token);
                    return await TryAcquireAsync();
                },
                Cancellation);

            Assert.False(whileHeld);
            Assert.True(await TryAcquireAsync());
        }

        [Fact]
        public async Task LoadForUpdateAsync_WhileAnotherTransactionHoldsAnIdentifier_WaitsForItAndLoadsWhatItCommitted()
        {
            var mayCommit = new TaskCompletionSource();
            var first = await IdentifyAndHoldAsync(Scope(Details("a@example.com", "1")), mayCommit.Task);
            await using var scope = Services.CreateAsyncScope();
            var loaded = scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
                token => scope.ServiceProvider.GetRequiredService<IContactRepository>()
                    .LoadForUpdateAsync(Scope(Details("a@example.com", null)), token),
                Cancellation);
            await WaitUntilBlockedAsync(loaded);

            mayCommit.SetResult();

            await first;
            Assert.Equal([1], (await loaded).StoredPrimaryIds);
        }

        [Fact]
        public async Task QueryLockedAsync_WhenNothingIsQueried_ThrowsBecauseItHasTakenNoLock()
        {
            await using var scope = Services.CreateAsyncScope();
            var locks = scope.ServiceProvider.GetRequiredService<IContactLocks>();

            await Assert.ThrowsAsync<InvalidOperationException>(() => locks.QueryLockedAsync([], [1], () => Task.FromResult(0)));
        }

        [Fact]
        public async Task SaveAsync_WhileAnotherTransactionHoldsAnUnheldIdentifier_WaitsForItAndFindsWhatItCommitted()
        {
            var mayCommit = new TaskCompletionSource();
            var first = await IdentifyAndHoldAsync(UnheldScope(Details("a@example.com", "1")), mayCommit.Task);
            await using var scope = Services.CreateAsyncScope();
            var repository = scope.ServiceProvider.GetRequiredService<IContactRepository>();
            var second = scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
                async token =>
                {
                    var customers = await repository.LoadForUpdateAsync(UnheldScope(Details("b@example.com", "1")), token);
                    var identification = customers.Identify(Details("b@example.com", "1"));
                    await repository.SaveAsync(customers, token);
                    return identification.ToSnapshot();
                },
                Cancellation);
            await WaitUntilBlockedAsync(second);

            mayCommit.SetResult();

            await first;
            Assert.Equal([1L, 2], ContactIdsOf(await second));
        }

        // As while the first import puts its tables in the place of the empty ones: it locks no identifier.
        [Fact]
        public async Task SaveAsync_WhileTheTableIsLocked_WaitsForItAndFindsWhatWasCommitted()
        {
            await using var connection = new NpgsqlConnection(Database.Settings.ConnectionString);
            await connection.OpenAsync(Cancellation);
            await using var other = await connection.BeginTransactionAsync(Cancellation);
            await using var fill = new NpgsqlCommand(
                """
                LOCK TABLE contact IN ACCESS EXCLUSIVE MODE;
                INSERT INTO contact (email, phonenumber, linkprecedence) VALUES ('a@example.com', '1', 'primary')
                """,
                connection);
            await fill.ExecuteNonQueryAsync(Cancellation);
            var request = IdentifyAsync(UnheldScope(Details("a@example.com", "2")));
            await WaitUntilBlockedAsync(request, "relation");

            await other.CommitAsync(Cancellation);

            Assert.Equal([1L, 2], ContactIdsOf(Assert.Single(await request)));
        }

        /// <summary>Applies the requests of the scope and saves them. The transaction then keeps its locks until it may commit.</summary>
        /// <returns>The end of the transaction, once it has saved.</returns>
        private async Task<Task> IdentifyAndHoldAsync(CustomerScope customerScope, Task mayCommit)
        {
            var isSaved = new TaskCompletionSource();
            var transaction = UnitOfWork.ExecuteAsync(
                async token =>
                {
                    var customers = await Contacts.LoadForUpdateAsync(customerScope, token);
                    foreach (var details in customerScope.Requests)
                        customers.Identify(details);
                    await Contacts.SaveAsync(customers, token);
                    isSaved.SetResult();
                    await mayCommit;
                    return true;
                },
                Cancellation);
            await isSaved.Task;
            return transaction;
        }

        private async Task<bool> TryAcquireAsync()
        {
            await using var scope = Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<IContactLocks>().TryAcquireAsync([1], Cancellation);
        }

        private static CustomerScope BulkScope => Scope(Details("a@example.com", null)) with { IsBulk = true };

        private async Task<CustomerSet> LoadForUpdateAsync(CustomerScope customers, IContactLocks locks)
        {
            await using var scope = Services.CreateAsyncScope();
            var repository = ActivatorUtilities.CreateInstance<ContactRepository>(scope.ServiceProvider, locks);
            return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
                token => repository.LoadForUpdateAsync(customers, token), Cancellation);
        }

        private Task LinkTheSecondCustomerToTheFirst() =>
            Database.ExecuteAsync("UPDATE contact SET linkedid = 1, linkprecedence = 'secondary' WHERE id = 2");

        /// <summary>Locks nothing, and does while it is asked to what a concurrent request could do.</summary>
        private sealed class ScriptedLocks : IContactLocks
        {
            public Func<Task>? DuringFirstAcquire { get; init; }

            public Func<Task>? DuringFirstTry { get; init; }

            public bool IsHeldByAnother { get; init; }

            public bool CoverEverything => false;

            public List<IReadOnlyCollection<long>> Acquired { get; } = [];

            public List<IReadOnlyCollection<long>> Tried { get; } = [];

            public Task AcquireBulkTurnAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public async Task<T> QueryLockedAsync<T>(
                IReadOnlyCollection<Identifier> identifiers, IReadOnlyCollection<long> primaryIds, Func<Task<T>> query)
            {
                Acquired.Add([.. primaryIds]);
                if (Acquired.Count == 1 && DuringFirstAcquire is not null)
                    await DuringFirstAcquire();
                return await query();
            }

            public async Task<bool> TryAcquireAsync(IReadOnlyCollection<long> primaryIds, CancellationToken cancellationToken)
            {
                Tried.Add([.. primaryIds]);
                if (Tried.Count == 1 && DuringFirstTry is not null)
                    await DuringFirstTry();
                return !IsHeldByAnother;
            }
        }
    }
}
