using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The command that brings stored values to a new region.</summary>
public abstract class NormaliseCommandTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Region = "--Identification:DefaultRegion=DE";

    [Fact]
    public async Task Normalise_WhenItIsADryRun_PrintsWhatWouldChangeAndWritesNothing()
    {
        await StoreAsync();
        var before = await Database.ReadEverythingAsync();

        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "normalise", "--dry-run", Region);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            """
            Contacts:                3
              with other values:     1
              with invalid values:   0
            Marks with other values: 0
            Customers merged:        1 (1 with 2)
            Links refused:           0
            This was a dry run: nothing was changed.

            """.ReplaceLineEndings(),
            output);
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Normalise_Always_WritesStoredValuesByTheRegion()
    {
        await StoreAsync();

        var (exitCode, output, error) = await ServiceProcess.RunAsync(Database.Configuration, "normalise", Region);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain("dry run", output, StringComparison.Ordinal);
        Assert.Equal(
            [("+4930901820", null), ("+4930901820", 1), ("7", (long?)null)],
            (await Database.ReadContactsAsync()).Select(row => (row.PhoneNumber, row.LinkedId)));
    }

    [Fact]
    public async Task Normalise_WhenTheSettingsAreInvalid_SaysSo()
    {
        var (exitCode, output, error) = await ServiceProcess.RunAsync(
            Database.Configuration, "normalise", "--Identification:DefaultRegion=Germany");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("FluxKart cannot normalise: Identification:DefaultRegion is not an ISO 3166 country code;", error, StringComparison.Ordinal);
    }

    private async Task StoreAsync()
    {
        await using var service = await FluxKartService.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "030 901820");
        await service.Client.IdentifyAsync("b@example.com", "+49 30 901820");
        await service.Client.IdentifyAsync("c@example.com", "7");
    }

    public sealed class OnSqlite(SqliteDatabase database) : NormaliseCommandTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : NormaliseCommandTests(database), IClassFixture<PostgresDatabase>;
}
