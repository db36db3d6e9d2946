using FluxKart.Api;
using FluxKart.Api.Operations.Commands;
using FluxKart.Api.Operations.Startup;
using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The command that writes what GET /export returns.</summary>
public abstract class ExportCommandTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Export_Always_WritesWhatTheServiceReturns()
    {
        await StoreAsync();
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        var csv = await service.Client.GetStringAsync("/export", Cancellation);

        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "export");

        Assert.Contains("\r\n1,2,b@example.com,1,secondary,", csv, StringComparison.Ordinal);
        Assert.Equal((0, csv, ""), (exitCode, output, error));
    }

    [Fact]
    public async Task Export_WhenAFileIsNamed_WritesToItAndReportsTheNumber()
    {
        await StoreAsync();
        var folder = Directory.CreateTempSubdirectory("fluxkart-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "contacts.ndjson");
            await File.WriteAllTextAsync(file, new string('x', 10_000), Cancellation);

            var (exitCode, output, error) = await ServiceProcess.RunAsync(
                Database.Configuration, "export", "--output", file, "--format=ndjson", "--Database:StartupTimeoutSeconds=5");

            Assert.Equal((0, $"Wrote 2 contacts to {file}.", ""), (exitCode, output.Trim(), error));
            var lines = await File.ReadAllLinesAsync(file, Cancellation);
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("""{"customer":1,"id":2,"email":"b@example.com","phoneNumber":"1",""", lines[1], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Export_WhenStatementsAreLogged_LogsToStandardError()
    {
        await StoreAsync();

        var (exitCode, output, error) = await ServiceProcess.RunAsync(
            Database.Configuration, "export", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Information");

        Assert.Equal(0, exitCode);
        Assert.Contains("SELECT", error, StringComparison.Ordinal);
        Assert.Equal(4, output.Split("\r\n").Length);
        Assert.DoesNotContain("SELECT", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenForSpreadsheets_BeginsWithAByteOrderMark()
    {
        await StoreAsync();
        await using var app = Program.CreateBuilder(Arguments("--for-spreadsheets")).Build();
        using var output = new MemoryStream();

        await ExportCommand.RunAsync(app.Services, output, TextWriter.Null);

        Assert.Equal([0xEF, 0xBB, 0xBF], output.ToArray()[..3]);
    }

    [Theory]
    [InlineData("format is 'xml'; set Csv or Ndjson.", "--format", "xml")]
    [InlineData("--for-spreadsheets is for CSV only; leave it out, or choose --format csv.", "--for-spreadsheets", "--format=ndjson")]
    [InlineData("Argument 3 of the command line is not a setting;", "--for-spreadsheets", "contacts.csv")]
    [InlineData("Argument 2 of the command line is not a setting;", "--output", "--format=csv")]
    public async Task Export_WhenAnOptionIsInvalid_SaysSoAndWritesNothing(string reason, params string[] options)
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, ["export", .. options]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"FluxKart cannot export: {reason}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenTheDatabaseIsMissing_SaysSo()
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync(MissingDatabase(), "export");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches("^FluxKart cannot export: .* cannot be used [(].*[)]. Start the server, or correct ConnectionStrings:FluxKart or DATABASE_URL.$", error.Trim());
    }

    [Fact]
    public async Task Export_WhenALaterReadFails_SaysThatTheFileIsIncomplete()
    {
        await FillAsync();
        var builder = Program.CreateBuilder(Arguments());
        new ExportReads((page, _) => page < 2 ? Task.CompletedTask : throw new StoreUnavailableException(new TimeoutException("Gone.")))
            .AddTo(builder.Services);
        await using var app = builder.Build();
        using var output = new MemoryStream();

        var failure = await Assert.ThrowsAsync<IncompleteExportException>(() => ExportCommand.RunAsync(app.Services, output, TextWriter.Null));

        Assert.True(output.ToArray().Length > 0);
        Assert.Equal(
            "The database cannot be reached or stayed busy: Gone. What was written is incomplete; export again.", StartupFailure.Describe(failure));
    }

    /// <summary>The settings of a database that does not exist.</summary>
    protected abstract Dictionary<string, string?> MissingDatabase();

    private string[] Arguments(params string[] options) =>
        ExportCommand.Settings([.. options, .. Database.Configuration.Select(setting => $"--{setting.Key}={setting.Value}")]);

    private Task StoreAsync() => Database.ExecuteAsync(
        """
        INSERT INTO contact (email, phonenumber, linkedid, linkprecedence) VALUES
        ('a@example.com', '1', NULL, 'primary'), ('b@example.com', '1', 1, 'secondary')
        """);

    private Task FillAsync() => Database.ExecuteAsync(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500)
        INSERT INTO contact (email, linkprecedence) SELECT 'k' || n || '@example.com', 'primary' FROM numbers
        """);

    public sealed class OnSqlite(SqliteDatabase database) : ExportCommandTests(database), IClassFixture<SqliteDatabase>
    {
        protected override Dictionary<string, string?> MissingDatabase() =>
            new(Database.Configuration) { ["ConnectionStrings:FluxKart"] = $"Data Source={Path.GetTempPath()}fluxkart-test-missing/shop.db" };
    }

    public sealed class OnPostgres(PostgresDatabase database) : ExportCommandTests(database), IClassFixture<PostgresDatabase>
    {
        protected override Dictionary<string, string?> MissingDatabase() => Database.ConfigurationWith("Database=fluxkart-test-missing");
    }
}
