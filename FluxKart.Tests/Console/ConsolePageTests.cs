using FluxKart.Tests.Databases;

namespace FluxKart.Tests.Console;

/// <summary>The checks that the tests of pages rely on, with pages that have faults.</summary>
public sealed class ConsolePageTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string OutsideImage = "document.body.append(Object.assign(new Image(), { src: 'https://other.example/a.png' }))";

    private const string PaleTextInTheDark =
        """
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }');
        document.adoptedStyleSheets = [sheet];
        """;

    private const string SmallTargets =
        """
        for (const textContent of ['split', 'merge']) {
          const style = 'display: block; font-size: 6px';
          document.querySelector('main').append(Object.assign(document.createElement('button'), { textContent, style }));
        }
        """;

    [Theory]
    [InlineData("console.error('wrong')", "console error: wrong")]
    [InlineData("setTimeout(() => { throw new Error('wrong') })", "uncaught exception: Error: wrong")]
    [InlineData("void Promise.reject(new Error('wrong'))", "uncaught exception: Error: wrong")]
    [InlineData("setTimeout(() => alert('wrong'))", "dialog: wrong")]
    [InlineData(OutsideImage, "console error: report of Content-Security-Policy: img-src blocks https://other.example/a.png")]
    [InlineData(OutsideImage, "outside request: https://other.example/a.png")]
    public async Task TakeProblems_WhenThePageHasAFault_ReportsIt(string script, string expected)
    {
        var page = await OpenAsync("/");

        await page.Page.EvaluateExpressionAsync(script);

        var problems = await page.TakeProblemsAsync();
        Assert.Contains(problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Axe_WhenOnlyTheDarkSchemeIsHardToRead_FindsItOnlyThere()
    {
        var page = await OpenAsync("/");
        await page.Page.EvaluateExpressionAsync(PaleTextInTheDark);

        var inLight = await page.AxeAsync(ColourScheme.Light);
        var inDark = await page.AxeAsync(ColourScheme.Dark);

        Assert.DoesNotContain(inLight, finding => finding.StartsWith("color-contrast:", StringComparison.Ordinal));
        Assert.Contains(inDark, finding => finding.StartsWith("color-contrast:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Axe_WhenTargetsAreTooSmall_FindsThem()
    {
        var page = await OpenAsync("/");
        await page.Page.EvaluateExpressionAsync(SmallTargets);

        var findings = await page.AxeAsync(ColourScheme.Light);

        Assert.Contains(findings, finding => finding.StartsWith("target-size:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TabTo_WhenTabReachesTheElement_FocusesItAndCounts()
    {
        var page = await OpenAsync("/");

        var tabs = await page.Keyboard.TabToAsync("a[href='openapi/v1.json']");
        await page.Keyboard.PressAsync("Shift+Tab");

        Assert.True(tabs > 1);
        Assert.True(await page.Keyboard.IsFocusedAsync("a[href='docs']"));
    }
}
