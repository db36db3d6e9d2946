using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>Tests that open pages of one running service in a browser.</summary>
public abstract class ConsoleTests : ServiceTests
{
    private readonly Browser browser;
    private readonly List<ConsolePage> pages = [];

    protected ConsoleTests(TestDatabase database, Browser browser)
        : base(database)
    {
        if (Browser.UnavailableReason is { } reason)
            Assert.Skip(reason);
        this.browser = browser;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var page in pages)
                await FinishAsync(page);
        }
        finally
        {
            await base.DisposeAsync();
        }
    }

    /// <summary>Opens a page in a tab of its own, and fails the test if there are problems with it at the end.</summary>
    private protected Task<ConsolePage> OpenAsync(string path) => OpenAsync(new Uri(Client.BaseAddress!, path));

    /// <inheritdoc cref="OpenAsync(string)"/>
    private protected async Task<ConsolePage> OpenAsync(Uri address)
    {
        var page = await ConsolePage.OpenAsync(browser, address);
        pages.Add(page);
        return page;
    }

    /// <summary>Asserts that axe finds nothing on the page as it is, in both colour schemes.</summary>
    private protected static async Task AssertAccessibleAsync(ConsolePage page)
    {
        foreach (var scheme in new[] { ColourScheme.Light, ColourScheme.Dark })
        {
            var findings = await page.AxeAsync(scheme);
            // Not Assert.Empty, which shortens the texts.
            Assert.True(findings.Count == 0, $"{scheme}: {string.Join('\n', findings)}");
        }
    }

    private static async Task FinishAsync(ConsolePage page)
    {
        var problems = await page.TakeProblemsAsync();
        if (problems.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
            TestContext.Current.AddAttachment($"{Guid.NewGuid():N}.png", await page.ScreenshotAsync(), "image/png");
        await page.CloseAsync();
        // Not Assert.Empty, which shortens the texts.
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }
}
