using System.Collections.Concurrent;
using System.Net;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The database becomes unavailable while the service runs, and then available again.</summary>
public abstract class OutageTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Identify_WhenDatabaseIsUnavailable_Returns503AndRecovers()
    {
        await using var outage = CreateOutage();
        await using var service = await FluxKartService.StartAsync(outage.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");

        await outage.BeginAsync();
        using (var refused = await service.Client.PostIdentifyAsync("""{"email":"b@example.com"}"""))
        {
            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }

        using (var live = await service.Client.GetAsync("/health/live", Cancellation))
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        await outage.EndAsync();
        Assert.Contains("\"primaryContactId\":2", await service.Client.IdentifyAsync("b@example.com", null), StringComparison.Ordinal);
        using var ready = await service.Client.GetAsync("/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task Identify_WhenDatabaseBecomesUnavailableUnderLoad_ReturnsOnly200Or503()
    {
        await using var outage = CreateOutage();
        await using var service = await FluxKartService.StartAsync(outage.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        var acknowledged = new ConcurrentBag<(string Email, string Phone)>();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = false;

        async Task PostAsync(int client)
        {
            for (var request = 0; !ended; request++)
            {
                var (email, phone) = ($"e{client}-{request}@example.com", $"{client}00{request}");
                using var response = await service.Client.PostIdentifyAsync($$"""{"email":"{{email}}","phoneNumber":"{{phone}}"}""");
                if (response.IsSuccessStatusCode)
                {
                    acknowledged.Add((email, phone));
                    started.TrySetResult();
                    continue;
                }

                await response.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
                Assert.NotNull(response.Headers.RetryAfter);
                refused.TrySetResult();
            }
        }

        var load = Task.WhenAll(Enumerable.Range(0, 16).Select(PostAsync));
        await (await Task.WhenAny(started.Task, load)).WaitAsync(Cancellation);
        await outage.BeginAsync();
        await (await Task.WhenAny(refused.Task, load)).WaitAsync(Cancellation);
        await outage.EndAsync();
        ended = true;
        await load;

        var customers = StoredCustomers.AssertConsistent(await Database.ReadContactsAsync());
        Assert.All(acknowledged, contact => Assert.Contains($"{contact.Phone} {contact.Email}", customers));
    }

    protected abstract IOutage CreateOutage();

    public sealed class OnSqlite(SqliteDatabase database) : OutageTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Identify_WhenFileIsTemporarilyRemoved_Returns503AndLosesNothing()
        {
            await using var service = await FluxKartService.StartAsync(Database.Configuration);
            await service.Client.IdentifyAsync("a@example.com", "1");
            var file = new SqliteConnectionStringBuilder(Database.ConnectionString).DataSource;

            File.Move(file, $"{file}.elsewhere");
            using (var refused = await service.Client.PostIdentifyAsync("""{"email":"b@example.com"}"""))
                await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            using (var notReady = await service.Client.GetAsync("/health/ready", Cancellation))
                await notReady.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);

            File.Move($"{file}.elsewhere", file);
            Assert.Contains("\"primaryContactId\":1", await service.Client.IdentifyAsync("a@example.com", "1"), StringComparison.Ordinal);
            Assert.Contains("\"primaryContactId\":2", await service.Client.IdentifyAsync("b@example.com", null), StringComparison.Ordinal);
            Assert.Equal(2, (await Database.ReadContactsAsync()).Count);
        }

        [Fact]
        public async Task Identify_WhenFileIsReplacedByACopy_WritesToTheCopy()
        {
            await using var service = await FluxKartService.StartAsync(Database.Configuration);
            await service.Client.IdentifyAsync("a@example.com", "1");
            var file = new SqliteConnectionStringBuilder(Database.ConnectionString).DataSource;

            // The same happens when the file is moved to another disk and back.
            foreach (var name in new[] { $"{file}-wal", $"{file}-shm", file })
            {
                File.Copy(name, $"{name}.copy");
                File.Move($"{name}.copy", name, overwrite: true);
            }

            Assert.Contains("\"primaryContactId\":2", await service.Client.IdentifyAsync("b@example.com", null), StringComparison.Ordinal);
            // The tests' own pooled connections still have the old file open.
            SqliteConnection.ClearAllPools();
            Assert.Equal(["a@example.com", "b@example.com"], (await Database.ReadContactsAsync()).Select(contact => contact.Email));
        }

        protected override IOutage CreateOutage() => new SqliteOutage(Database);
    }

    public sealed class OnPostgres(PostgresDatabase database) : OutageTests(database), IClassFixture<PostgresDatabase>
    {
        // PostgreSQL only: SQLite can still read during its outage, so the service stays ready there.
        [Fact]
        public async Task Ready_WhenServerIsUnavailable_Returns503()
        {
            await using var outage = CreateOutage();
            await using var service = await FluxKartService.StartAsync(outage.Configuration);

            await outage.BeginAsync();
            using (var notReady = await service.Client.GetAsync("/health/ready", Cancellation))
            {
                await notReady.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
                Assert.NotNull(notReady.Headers.RetryAfter);
            }

            await outage.EndAsync();
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        }

        protected override IOutage CreateOutage() => new PostgresOutage(Database);
    }
}
