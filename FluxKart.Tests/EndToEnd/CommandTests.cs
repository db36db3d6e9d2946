using System.Net.Http.Json;
using System.Text.Json;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The commands of the service's program, and what it says of itself.</summary>
public abstract class CommandTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    [SameOnAllVersions("The program needs no server for this.")]
    public async Task Version_Always_IsTheSameInTheResponseAndOnTheCommandLine()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        var response = await service.Client.GetFromJsonAsync<JsonElement>("/version", Cancellation);

        var (exitCode, output, error) = await ServiceProcess.RunAsync([], "--version");

        var (version, commit) = (response.GetProperty("version").GetString(), response.GetProperty("commit").GetString());
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", version);
        Assert.Matches("^[0-9a-f]{40}$", commit);
        Assert.Equal((0, $"FluxKart {version} (commit {commit![..12]})", ""), (exitCode, output.Trim(), error));
    }

    [Theory]
    [SameOnAllVersions("The program needs no server for this.")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("migrate", "--help")]
    [InlineData("new-key", "--help")]
    [InlineData("export", "--help")]
    [InlineData("import", "--help")]
    [InlineData("adopt", "--help")]
    [InlineData("normalise", "--help")]
    [InlineData("--demo", "--help")]
    public async Task Help_Always_ShowsTheCommandsAndHowToWriteSettings(params string[] args)
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync([], args);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(
            ["new-key", "migrate", "export", "import", "adopt", "normalise", "--demo", "--version", "--urls=", "Database__Provider"],
            word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_WhenDatabaseIsMissing_CreatesTheSchemaAndEnds()
    {
        await using var missing = await CreateMissingAsync();

        var first = await ServiceProcess.RunAsync(missing.Settings, "migrate");
        var second = await ServiceProcess.RunAsync(missing.Settings, "migrate", "--Database:StartupTimeoutSeconds=5");

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("is current", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        await using var service = await ServiceProcess.StartAsync(missing.Settings);
        await service.Client.IdentifyAsync("a@example.com", "1");
    }

    [Fact]
    [SameOnAllVersions("The program needs no server for this.")]
    public async Task Migrate_WhenItFails_SaysWhyOnOneLine()
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync([new("Database:Provider", "Oracle")], "migrate");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("FluxKart cannot migrate: Database:Provider is 'Oracle'; set Sqlite or PostgreSql.", error.Trim());
    }

    /// <summary>A database that does not exist yet.</summary>
    protected abstract Task<MissingDatabase> CreateMissingAsync();

    /// <summary>The settings of a database that does not exist yet, and what removes it after the test.</summary>
    protected sealed record MissingDatabase(Dictionary<string, string?> Settings, Func<ValueTask> Remove) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Remove();
    }

    public sealed class OnSqlite(SqliteDatabase database) : CommandTests(database), IClassFixture<SqliteDatabase>
    {
        protected override Task<MissingDatabase> CreateMissingAsync()
        {
            var folder = Directory.CreateTempSubdirectory("fluxkart-test-");
            var settings = new Dictionary<string, string?> { ["ConnectionStrings:FluxKart"] = $"Data Source={folder.FullName}/new/shop.db" };
            return Task.FromResult(new MissingDatabase(settings, () =>
            {
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            }));
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : CommandTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Task<MissingDatabase> CreateMissingAsync()
        {
            var missing = new TemporaryPostgresDatabase(Database.ConnectionString);
            var settings = new Dictionary<string, string?>(Database.Configuration)
            {
                ["ConnectionStrings:FluxKart"] = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Database = missing.Name }.ConnectionString,
            };
            return Task.FromResult(new MissingDatabase(settings, missing.DisposeAsync));
        }
    }
}
