using FluxKart.Tests.Databases;

namespace FluxKart.Tests.Console;

public sealed class HomePageTests(SqliteDatabase database, Browser browser) : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData(ColourScheme.Light)]
    [InlineData(ColourScheme.Dark)]
    public async Task Axe_InEachColourScheme_FindsNothing(ColourScheme scheme)
    {
        var page = await OpenAsync("/");

        var findings = await page.AxeAsync(scheme);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task Open_Always_CausesNoErrorReportOrOutsideRequest()
    {
        var page = await OpenAsync("/");

        Assert.Empty(await page.TakeProblemsAsync());
    }
}
