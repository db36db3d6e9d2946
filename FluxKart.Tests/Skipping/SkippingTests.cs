using System.Diagnostics;

namespace FluxKart.Tests.Skipping;

/// <summary>A run of these tests on a machine that has no PostgreSQL server, no Docker and no browser.</summary>
public sealed class SkippingTests
{
    private static readonly string[] PostgresOnly = ["-class", "*UnitOfWorkTests+OnPostgres", "-class", "*MigrationTests+OnPostgres"];

    private static readonly string[] BrowserOnly = ["-class", "*.HomePageTests", "-class", "*.ConsolePageTests"];

    [Fact]
    public async Task Run_WhenThereIsNoServer_ReportsOneSkippedTestWithTheCountAndTheReason()
    {
        var output = await RunAsync(PostgresOnly, isRequired: false);

        Assert.Matches(@"\n +[1-9][0-9]* tests on PostgreSQL \[SKIP\]\n +PostgreSQL is not available: set FLUXKART_TEST_POSTGRES", output);
        AssertOnlySkipped(output);
    }

    [Fact]
    public async Task Run_WhenThereIsNoBrowser_ReportsOneSkippedTestWithTheCountAndTheReason()
    {
        var output = await RunAsync(BrowserOnly, isRequired: false);

        Assert.Matches(@"\n +[1-9][0-9]* tests in a browser \[SKIP\]\n +The browser .+ is not available: install Chromium", output);
        AssertOnlySkipped(output);
    }

    [Fact]
    public async Task Run_WhenARequiredServerIsMissing_FailsEachTest()
    {
        var output = await RunAsync(["-class", "*UnitOfWorkTests+OnPostgres"], isRequired: true);

        Assert.Contains("UnitOfWorkTests+OnPostgres.", output, StringComparison.Ordinal);
        Assert.Contains("FLUXKART_REQUIRE_POSTGRES is 1, but PostgreSQL is not available", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 0,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenARequiredBrowserIsMissing_FailsEachTest()
    {
        var output = await RunAsync(["-class", "*.HomePageTests"], isRequired: true);

        Assert.Contains("HomePageTests.", output, StringComparison.Ordinal);
        Assert.Contains("FLUXKART_REQUIRE_BROWSER is 1, but the browser is not installed", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 0,", output, StringComparison.Ordinal);
    }

    private static void AssertOnlySkipped(string output)
    {
        Assert.Contains("Total: 1,", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 1,", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string[] filter, bool isRequired)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SkippingTests).Assembly.Location, "-noColor", .. filter])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("FLUXKART_TEST_POSTGRES");
        start.Environment["FLUXKART_REQUIRE_POSTGRES"] = isRequired ? "1" : "";
        // Nothing listens there.
        start.Environment["DOCKER_HOST"] = "tcp://127.0.0.1:9";
        start.Environment["FLUXKART_TEST_BROWSER"] = "/nowhere/chromium";
        start.Environment["FLUXKART_REQUIRE_BROWSER"] = isRequired ? "1" : "";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await error;
    }
}
