using FluxKart.Infrastructure.Persistence;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>When the original service's table is not taken over, or not dropped: the reason, and that nothing has changed.</summary>
public sealed class AdoptRefusalTests(PostgresDatabase server) : DatabaseTests(server), IClassFixture<PostgresDatabase>
{
    private const string Objects = "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1";

    [Theory]
    [InlineData("ALTER TABLE contact ADD COLUMN name text", "has a table contact that is not the original service's: it has a column name.")]
    [InlineData("ALTER TABLE contact DROP COLUMN deletedat", "it has no column deletedat.")]
    [InlineData("ALTER TABLE contact ALTER COLUMN createdat TYPE timestamp with time zone", "its column createdat is not of the type timestamp without time zone.")]
    [InlineData("ALTER TABLE contact DROP CONSTRAINT contact_pkey", "id is not its primary key.")]
    [InlineData("ALTER TABLE contact RENAME TO \"Contact\"", "has no table contact of the original service")]
    [InlineData("CREATE TABLE contact_original (id integer)", "already has something called contact_original")]
    [InlineData("CREATE TABLE webhook (id integer)", "relation \"webhook\" already exists")]
    public async Task Adopt_WhenTheDatabaseDiffers_SaysHowAndChangesNothing(string change, string reason)
    {
        await using var original = await OriginalServiceDatabase.CreateEmptyAsync(Database);
        await original.ExecuteAsync(change);
        var before = await original.QueryAsync(Objects);

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync());

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await original.QueryAsync(Objects));
    }

    [Fact]
    public async Task Adopt_WhenAnotherProgramHasLockedTheTable_SaysSoAndChangesNothing()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        var before = await original.ReadEverythingAsync();
        await using var writer = await original.OpenAsync();
        await using var writing = await writer.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("UPDATE contact SET email = 'x' WHERE id = 1", writer, writing))
            await command.ExecuteNonQueryAsync(Cancellation);

        var (exitCode, output, error) = await ServiceProcess.RunAsync(original.Settings, "adopt");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches(
            "^FluxKart cannot adopt: The original service or another program still uses its table in .*[.] Nothing was changed[.] Stop that program, and run the command again[.]$",
            error.Trim());
        await writing.RollbackAsync(Cancellation);
        Assert.Equal(before, await original.ReadEverythingAsync());
    }

    [Fact]
    public async Task Adopt_WhenItFailsAfterTheRowsWereCopied_ChangesNothing()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        // The events are copied last. They are in the table when its index is built.
        await original.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT FROM pg_class WHERE relname = 'event') THEN
                    IF EXISTS (SELECT FROM event) THEN RAISE 'Refused.'; END IF;
                END IF;
            END
            $$;
            CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION refuse()
            """);
        var before = await original.ReadEverythingAsync();

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync());

        Assert.Contains("returned an error (Refused., SQLSTATE P0001). Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await original.ReadEverythingAsync());
    }

    [Fact]
    public async Task Adopt_WhenItWasDoneAlready_SaysSo()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync());

        Assert.Contains("has been taken over already: the original service's table is now contact_original.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", "is FluxKart's own and is already in use")]
    [InlineData("INSERT INTO contact (email, linkprecedence) VALUES ('a@example.com', 'primary')", "is FluxKart's own and already has contacts")]
    public async Task Adopt_WhenTheTableIsFluxKartsOwn_SaysSo(string before, string reason)
    {
        await Database.ExecuteAsync(before);

        var (exitCode, _, error) = await ServiceProcess.RunAsync(Database.Configuration, "adopt", "--dry-run");

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WhenAnotherProcessMigrates_SaysSo()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await using var other = await original.OpenAsync();
        await using var migrating = await other.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(x'466C75784B617274'::bigint)", other, migrating))
            await command.ExecuteNonQueryAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync());

        Assert.StartsWith("Another process migrates ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Berlin")]
    [InlineData("Mars0")]
    [InlineData("UTC'); DROP TABLE contact; --")]
    public async Task Adopt_WhenTheZoneIsUnknown_SaysHowToWriteIt(string zone)
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync("--time-zone", zone));

        Assert.StartsWith($"{zone} is not a time zone that the server knows. Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--time-zone Europe/Berlin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WhenTheDatabaseIsSqlite_SaysWhatToSet()
    {
        var (exitCode, _, error) = await ServiceProcess.RunAsync([], "adopt");

        Assert.Equal(1, exitCode);
        Assert.Contains("is not a PostgreSQL database", error, StringComparison.Ordinal);
        Assert.Contains("Set Database:Provider to PostgreSql", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WhenTheServerIsMissing_SaysSo()
    {
        var settings = Database.ConfigurationWith("Port=1;Timeout=2");

        var (exitCode, _, error) = await ServiceProcess.RunAsync(settings, "adopt");

        Assert.Equal(1, exitCode);
        Assert.Matches("^FluxKart cannot adopt: .* cannot be used [(].*[)]. Nothing was changed", error.Trim());
    }

    [Fact]
    public async Task Drop_AfterAdoption_DropsTheTableAndSaysWhat()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();

        var (exitCode, output) = await original.AdoptAsync("--drop");

        Assert.Equal(
            (0, "Dropped the table contact_original with 17 rows.\nDropped the function update_updated_at_column().\n"),
            (exitCode, output.ReplaceLineEndings("\n")));
        Assert.Equal(["14"], await original.QueryAsync("SELECT count(*) FROM contact"));
        Assert.Equal([""], await original.QueryAsync("SELECT to_regclass('contact_original')::text || to_regclass('contact_original_id_seq')"));
    }

    [Fact]
    public async Task Drop_WhenAnotherTableUsesTheFunction_KeepsIt()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.ExecuteAsync(
            "CREATE TABLE shop (updatedat timestamp); CREATE TRIGGER shop BEFORE UPDATE ON shop FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()");
        await original.AdoptAsync();

        var (_, output) = await original.AdoptAsync("--drop");

        Assert.Equal("Dropped the table contact_original with 17 rows.", output.Trim());
    }

    [Theory]
    [InlineData("SELECT 1", "has not been taken over yet, so nothing was dropped.")]
    [InlineData("CREATE TABLE contact_original (id integer)", "has a contact_original that adopt did not make, so nothing was dropped.")]
    public async Task Drop_WhenNothingWasAdopted_SaysSo(string change, string reason)
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.ExecuteAsync(change);

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync("--drop"));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_WhenItWasDoneAlready_SaysSo()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();
        await original.AdoptAsync("--drop");

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync("--drop"));

        Assert.Contains("has no table contact_original, so there is nothing to drop.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_WhenAViewDependsOnTheTable_SaysSoAndDropsNothing()
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        await original.AdoptAsync();
        await original.ExecuteAsync("CREATE VIEW report AS SELECT * FROM contact_original");

        var failure = await Assert.ThrowsAsync<DatabaseNotReadyException>(() => original.AdoptAsync("--drop"));

        Assert.Contains("First drop what depends on the table, such as a view.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["17"], await original.QueryAsync("SELECT count(*) FROM report"));
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--time-zone=UTC")]
    public async Task Drop_WhenCombinedWithAnotherOption_SaysSo(string option)
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => original.AdoptAsync("--drop", option));

        Assert.StartsWith("--drop only drops the original service's table", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start", false)]
    [InlineData("start", true)]
    [InlineData("migrate", false)]
    public async Task Start_WhenTheTableCanBeTakenOver_NamesTheCommand(string action, bool migrates)
    {
        await using var original = await OriginalServiceDatabase.CreateAsync(Database);
        var before = await original.ReadEverythingAsync();
        var settings = new Dictionary<string, string?>(original.Settings) { ["Database:MigrateOnStartup"] = migrates ? "true" : "false" };

        var (exitCode, error) = await ServiceProcess.FailToStartAsync(settings, action == "start" ? [] : [action]);

        Assert.Equal(1, exitCode);
        Assert.Contains("already has the original service's table contact. The command adopt takes it over.", error, StringComparison.Ordinal);
        Assert.Contains("'dotnet run --project FluxKart.Api -- adopt --dry-run'", error, StringComparison.Ordinal);
        Assert.Contains("'dotnet FluxKart.Api.dll adopt --dry-run'", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
        Assert.Equal(before, await original.ReadEverythingAsync());
    }
}
