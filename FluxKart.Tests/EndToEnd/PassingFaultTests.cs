using System.Net;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Faults of PostgreSQL that pass: the client sees none that passes soon, and 503 for one that stays.</summary>
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
    public async Task Identify_WhenAFaultPasses_AnswersAsIfItHadNotBeen(string sqlState)
    {
        // A sequence keeps its count when the transaction is rolled back.
        await FailInsertsAsync($"IF nextval('fault') <= 2 THEN RAISE EXCEPTION 'fault' USING ERRCODE = '{sqlState}'; END IF;");
        try
        {
            Assert.Contains("\"primaryContactId\"", await Client.IdentifyAsync("a@example.com", "1"), StringComparison.Ordinal);
        }
        finally
        {
            await MendAsync();
        }

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Theory]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    public async Task Identify_WhenAFaultStays_Answers503AndWhenToComeBack(string sqlState)
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
            await MendAsync();
        }

        await Client.IdentifyAsync("a@example.com", null);
    }

    [Fact]
    public async Task Identify_WhenARightHasBeenMissingAndIsThereAgain_AnswersAtOnce()
    {
        await using var user = await PostgresUser.CreateAsync(Database);
        await using var service = await FluxKartService.StartAsync(user.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await Database.ExecuteAsync($"REVOKE SELECT ON contact FROM {user.Name}");
        // As often as it takes the driver to prepare the statement.
        for (var request = 0; request < 6; request++)
        {
            using var failed = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");
            await failed.ReadProblemAsync(HttpStatusCode.InternalServerError);
        }

        await Database.ExecuteAsync($"GRANT SELECT ON contact TO {user.Name}");

        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    [Fact]
    public async Task Identify_WhenACommitTakesLong_WaitsForIt()
    {
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWithTimeout(seconds: 1));
        await HoldCommitsUpAsync(seconds: 6);
        try
        {
            await service.Client.IdentifyAsync("a@example.com", null);
        }
        finally
        {
            await LetCommitsGoAsync();
        }

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenTheServerKnowsNothingOfItsCommit_Answers503AndRecovers()
    {
        // As if another server had taken the place of the one that commits. The view hides PostgreSQL's own.
        await Database.ExecuteAsync(
            "CREATE SCHEMA elsewhere; CREATE VIEW elsewhere.pg_stat_activity AS SELECT * FROM pg_catalog.pg_stat_activity WHERE false");
        await using var service = await FluxKartService.StartAsync(Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public"));
        // Longer than the tests' own statements wait for it to end.
        await HoldCommitsUpAsync(seconds: 3600);
        try
        {
            using var refused = await service.Client.PostIdentifyAsync("""{"email":"a@example.com"}""");

            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await LetCommitsGoAsync();
            await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
        }

        await service.Client.IdentifyAsync("a@example.com", null);
        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Identify_WhenItIsTheVictimOfADeadlock_AnswersAfterTheOtherHasCommitted()
    {
        var (first, second) = await KeysInOrderAsync("email a@example.com", "phone 1");
        await using var other = new NpgsqlConnection(Database.ConnectionString);
        await other.OpenAsync(Cancellation);
        // Whoever looks for a deadlock first is its victim; the other transaction never looks.
        await ExecuteAsync(other, $"SET deadlock_timeout = '1h'; BEGIN; SELECT pg_advisory_xact_lock({second})");
        var answer = Client.IdentifyAsync("a@example.com", "1");
        await Database.WaitForWaiterAsync();

        await ExecuteAsync(other, $"SELECT pg_advisory_xact_lock({first}); COMMIT");

        Assert.Contains("\"primaryContactId\":1", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identify_WhileTheServerEndsItsConnections_AnswersAsIfItHadNot()
    {
        for (var request = 0; request < 20; request++)
        {
            var answer = Client.IdentifyAsync($"e{request}@example.com", "1");
            await Database.EndConnectionsAsync();
            await answer;
        }

        Assert.Equal(20, (await Database.ReadContactsAsync()).Count);
    }

    private Task FailInsertsAsync(string body) => Database.ExecuteAsync(
        $"""
         CREATE SEQUENCE fault;
         CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$;
         CREATE TRIGGER fault BEFORE INSERT ON contact FOR EACH ROW EXECUTE FUNCTION fail()
         """);

    private Task MendAsync() => Database.ExecuteAsync("DROP FUNCTION fail CASCADE; DROP SEQUENCE fault");

    private Task HoldCommitsUpAsync(int seconds) => Database.ExecuteAsync(
        $"""
         CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep({seconds}); RETURN NULL; END $$;
         CREATE CONSTRAINT TRIGGER hold_up AFTER INSERT ON contact DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_up()
         """);

    private Task LetCommitsGoAsync() => Database.ExecuteAsync("DROP FUNCTION hold_up CASCADE");

    private async Task<(long First, long Second)> KeysInOrderAsync(params string[] names)
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
