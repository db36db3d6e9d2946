using System.Diagnostics;

namespace FluxKart.Tests.Databases;

/// <summary>A run of these tests on a machine that has neither a PostgreSQL server nor Docker.</summary>
public sealed class PostgresSkippingTests
{
    private static readonly string[] PostgresOnly = ["-class", "*UnitOfWorkTests+OnPostgres", "-class", "*MigrationTests+OnPostgres"];

    [Fact]
    public async Task Run_WhenThereIsNoServer_ReportsOneSkippedTestWithTheCountAndTheReason()
    {
        var output = await RunAsync(PostgresOnly, isRequired: false);

        Assert.Matches(@"\n +[1-9][0-9]* tests on PostgreSQL \[SKIP\]\n +PostgreSQL is not available: set FLUXKART_TEST_POSTGRES", output);
        Assert.Contains("Total: 1,", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 1,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenARequiredServerIsMissing_FailsEachTest()
    {
        var output = await RunAsync(["-class", "*UnitOfWorkTests+OnPostgres"], isRequired: true);

        Assert.Contains("UnitOfWorkTests+OnPostgres.", output, StringComparison.Ordinal);
        Assert.Contains("FLUXKART_REQUIRE_POSTGRES is 1, but PostgreSQL is not available", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 0,", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string[] filter, bool isRequired)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PostgresSkippingTests).Assembly.Location, "-noColor", .. filter])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("FLUXKART_TEST_POSTGRES");
        start.Environment["FLUXKART_REQUIRE_POSTGRES"] = isRequired ? "1" : "";
        // Nothing listens there.
        start.Environment["DOCKER_HOST"] = "tcp://127.0.0.1:9";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await error;
    }
}
