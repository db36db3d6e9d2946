using System.Net;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Transient faults of PostgreSQL. The client never sees a short one, and gets 503 if one persists.</summary>
public sealed class PassingFaultTests(PostgresDatabase database) : ServiceTests(database), IClassFixture<PostgresDatabase>
{
    [Theory]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.OutOfMemory)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    // A slow transaction (PostgreSQL 17), an outdated plan, and what poolers and other servers return.
    [InlineData("25P04")]
    [InlineData(PostgresErrorCodes.FeatureNotSupported)]
    [InlineData(PostgresErrorCodes.DuplicatePreparedStatement)]
    [InlineData(PostgresErrorCodes.InvalidSqlStatementName)]
    [InlineData(PostgresErrorCodes.ProtocolViolation)]
    [InlineData(PostgresErrorCodes.StatementCompletionUnknown)]
    public async Task Identify_WhenFaultIsTransient_Succeeds(string sqlState)
    {
        // A rollback does not reset a sequence, so it counts the failed attempts.
        await FailInsertsAsync($"IF nextval('fault') <= 2 THEN RAISE EXCEPTION 'fault' USING ERRCODE = '{sqlState}'; END IF;");
        try
        {
            Assert.Contains("\"primaryContactId\"", await Client.IdentifyAsync("a@example.com", "1"), StringComparison.Ordinal);
        }
        finally
        {
            await StopFailingInsertsAsync();
        }

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    public async Task Identify_WhenFaultPersists_Returns503WithRetryAfter(string sqlState)
    {
        await FailInsertsAsync($"RAISE EXCEPTION 'fault' USING ERRCODE = '{sqlState}';");
        try
        {
            using var refused = await Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        finally
        {
            await StopFailingInsertsAsync();
        }

        await Client.IdentifyAsync("a@example.com", null);
    }

    [Fact]
    public async Task Identify_WhenColumnTypeChanges_Succeeds()
    {
        // Enough requests for the driver to prepare the statement. Its plan then returns another type than before.
        for (var request = 0; request < 6; request++)
            await Client.IdentifyAsync("a@example.com", "1");
        await Database.ExecuteAsync("ALTER TABLE contact ALTER COLUMN email TYPE varchar(300)");
        try
        {
            Assert.Contains("\"primaryContactId\":1", await Client.IdentifyAsync("a@example.com", "1"), StringComparison.Ordinal);
        }
        finally
        {
            await Database.ExecuteAsync("ALTER TABLE contact ALTER COLUMN email TYPE varchar(254)");
        }
    }

    [Fact]
    public async Task Identify_WhenRevokedPrivilegeIsGrantedAgain_SucceedsAtOnce()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var service = await FluxKartService.StartAsync(user.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await Database.ExecuteAsync($"REVOKE SELECT ON contact FROM {user.Name}");
        // Enough requests for the driver to prepare the statement.
        for (var request = 0; request < 6; request++)
        {
            using var failed = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");
            await failed.ReadProblemAsync(HttpStatusCode.InternalServerError);
        }

        await Database.ExecuteAsync($"GRANT SELECT ON contact TO {user.Name}");

        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    // The server reports the fault while it commits: a new customer, and a contact that is linked.
    [Theory]
    [InlineData("b@example.com", "2")]
    [InlineData("b@example.com", "1")]
    public async Task Identify_WhenTheCommitFails_TriesAgain(string email, string phone)
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await FailCommitsAsync("IF nextval('fault') <= 2 THEN RAISE EXCEPTION 'fault' USING ERRCODE = 'serialization_failure'; END IF;");
        try
        {
            await Client.IdentifyAsync(email, phone);
        }
        finally
        {
            await StopFailingInsertsAsync();
        }

        Assert.Equal(["a@example.com", email], (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Theory]
    [InlineData("Command Timeout=1", "0")]
    // The operator's limit is shorter than the service's.
    [InlineData("Command Timeout=0", "500ms")]
    public async Task Identify_WhenALockIsHeldForTooLong_Returns503AndWritesNothing(string timeout, string statementTimeout)
    {
        await AlterDatabaseAsync($"SET statement_timeout = ''{statementTimeout}''");
        try
        {
            await using var service = await FluxKartService.StartAsync(
                Database.ConfigurationWith($"{timeout};Application Name=limit-{statementTimeout}"));
            await using var writeLock = await DatabaseLock.BlockWritesAsync(Database);
            using var retries = new Measurements<long>(service.Services, "fluxkart.persistence.retries");

            using var refused = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotEmpty(retries.Values);
            Assert.Empty(await Database.ReadContactsAsync());
            await writeLock.ReleaseAsync();
            await service.Client.IdentifyAsync("a@example.com", null);
        }
        finally
        {
            await AlterDatabaseAsync("RESET statement_timeout");
        }
    }

    [Fact]
    public async Task Identify_WhenCommitIsSlow_WaitsForIt()
    {
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWithTimeout(seconds: 1));
        await DelayCommitsAsync(seconds: 6);
        try
        {
            await service.Client.IdentifyAsync("a@example.com", null);
        }
        finally
        {
            await StopDelayingCommitsAsync();
        }

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenCommitIsSlowAndActivityIsNotTracked_WaitsForIt()
    {
        await AlterDatabaseAsync("SET track_activities = off");
        try
        {
            await using var service = await FluxKartService.StartAsync(Database.ConfigurationWith("Command Timeout=1;Application Name=untracked"));
            await DelayCommitsAsync(seconds: 6);

            await service.Client.IdentifyAsync("a@example.com", null);
        }
        finally
        {
            await StopDelayingCommitsAsync();
            await AlterDatabaseAsync("RESET track_activities");
        }

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenOnlyOtherUntrackedSessionsWrite_Returns503AndRecovers()
    {
        // As if another server had replaced the one that commits, and only short transactions were running there.
        await Database.ExecuteAsync(
            """
            CREATE SCHEMA elsewhere;
            CREATE SEQUENCE elsewhere.transaction;
            CREATE VIEW elsewhere.pg_stat_activity AS
            SELECT 0 AS pid, current_database() AS datname, current_user AS usename, 'disabled' AS state, '' AS query,
                NULL::timestamptz AS query_start, nextval('elsewhere.transaction')::text::xid AS backend_xid
            """);
        // A pool of its own: the connections of another test's pool may have been terminated.
        await using var service = await FluxKartService.StartAsync(
            Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public;Application Name=untracked-others"));
        await DelayCommitsAsync(seconds: 3600);
        try
        {
            using var refused = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await StopDelayingCommitsAsync();
            await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
        }

        await service.Client.IdentifyAsync("a@example.com", null);
    }

    [Fact]
    public async Task Identify_WhenServerDoesNotKnowTheCommittingSession_Returns503AndRecovers()
    {
        // The view hides PostgreSQL's own, as if another server had replaced the one that commits.
        await Database.ExecuteAsync(
            "CREATE SCHEMA elsewhere; CREATE VIEW elsewhere.pg_stat_activity AS SELECT * FROM pg_catalog.pg_stat_activity WHERE false");
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public"));
        // Longer than the timeout of the tests' own statements, which wait for the commit to end.
        await DelayCommitsAsync(seconds: 3600);
        try
        {
            using var refused = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await StopDelayingCommitsAsync();
            await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
        }

        await service.Client.IdentifyAsync("a@example.com", null);
        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenItIsADeadlockVictim_SucceedsAfterTheOtherTransactionCommits()
    {
        var (first, second) = await ReadLockKeysInOrderAsync("email a@example.com", "phone 1");
        await using var other = new NpgsqlConnection(Database.ConnectionString);
        await other.OpenAsync(Cancellation);
        // The transaction that first checks for a deadlock becomes the victim. The other one never checks.
        await ExecuteAsync(other, $"SET deadlock_timeout = '1h'; BEGIN; SELECT pg_advisory_xact_lock({second})");
        var response = Client.IdentifyAsync("a@example.com", "1");
        await Database.WaitForBlockedSessionAsync();

        await ExecuteAsync(other, $"SELECT pg_advisory_xact_lock({first}); COMMIT");

        Assert.Contains("\"primaryContactId\":1", await response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identify_WhenServerEndsTheConnections_Succeeds()
    {
        for (var request = 0; request < 20; request++)
        {
            var response = Client.IdentifyAsync($"e{request}@example.com", "1");
            await Database.EndConnectionsAsync();
            await response;
        }

        Assert.Equal(20, (await Database.ReadContactsAsync()).Count);
    }

    private Task FailInsertsAsync(string body) => FailAsync(body, "TRIGGER fault BEFORE INSERT ON contact");

    private Task FailCommitsAsync(string body) =>
        FailAsync(body, "CONSTRAINT TRIGGER fault AFTER INSERT ON contact DEFERRABLE INITIALLY DEFERRED");

    private Task FailAsync(string body, string trigger) => Database.ExecuteAsync(
        $"""
         CREATE SEQUENCE fault;
         CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$;
         CREATE {trigger} FOR EACH ROW EXECUTE FUNCTION fail()
         """);

    private Task StopFailingInsertsAsync() => Database.ExecuteAsync("DROP FUNCTION fail CASCADE; DROP SEQUENCE fault");

    private Task DelayCommitsAsync(int seconds) => Database.ExecuteAsync(
        $"""
         CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER hold_up AFTER INSERT ON contact DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_up()
         """);

    private Task AlterDatabaseAsync(string setting) =>
        Database.ExecuteAsync($"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {setting}', current_database()); END $$");

    private Task StopDelayingCommitsAsync() => Database.ExecuteAsync("DROP FUNCTION hold_up CASCADE");

    private async Task<(long First, long Second)> ReadLockKeysInOrderAsync(params string[] names)
    {
        var keys = await Database.QueryAsync(
            $"SELECT hashtextextended(name, 0) FROM unnest(ARRAY['{string.Join("','", names)}']) AS name ORDER BY 1", row => row.GetInt64(0));
        return (keys[0], keys[1]);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
