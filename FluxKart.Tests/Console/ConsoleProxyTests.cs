using System.Net;
using System.Text;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>The console below a path of nginx.</summary>
public sealed class ConsoleProxyTests : ConsoleTests, IClassFixture<SqliteDatabase>
{
    private Nginx? proxy;

    public ConsoleProxyTests(SqliteDatabase database, Browser browser)
        : base(database, browser)
    {
        if (Nginx.UnavailableReason is { } reason)
            Assert.Skip(reason);
    }

    protected override IReadOnlyDictionary<string, string?> Settings => base.Settings.Concat(Keys.SettingsForAll()).ToDictionary();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Admin);
        proxy = await Nginx.StartAsync(Client.BaseAddress!);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            if (proxy is not null)
                await proxy.DisposeAsync();
        }
    }

    [Fact]
    public async Task Split_WhenTheConsoleIsBelowAPath_WorksFromTheHomePageOn()
    {
        await Client.IdentifyAsync("ada@example.com", "+4930901820");
        await Client.IdentifyAsync("ben@example.com", "+4930901820");
        var page = await OpenAsync(proxy!.Address);
        await page.Page.ClickAsync("a[href=console]");
        await page.EnterKeyAsync(Keys.Admin);
        await page.SearchAsync("ben@example.com");
        await page.Keyboard.TabToAsync("input[aria-label='Select contact 2']");

        await page.Keyboard.PressAsync("Space", "s");
        await page.Page.WaitForSelectorAsync("form.change [aria-label=After] .summary + .summary");
        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync(".notice button");
        Assert.Equal(2, await Client.PrimaryOfAsync(2));
        Assert.StartsWith($"{proxy.Address}console#/customers/", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activity_WhenAnEventIsWritten_ShowsItAtOnce()
    {
        // With a slash at its end the address is redirected, below the same path.
        var page = await OpenAsync(new Uri(proxy!.Address, "console/#/activity"));
        await page.EnterKeyAsync(Keys.Read);
        await page.Page.WaitForExpressionAsync("document.querySelector('#feed + div')?.textContent.startsWith('Live')");

        await Client.IdentifyAsync("ada@example.com", null);

        await page.Page.WaitForExpressionAsync("document.querySelector('.feed li')?.textContent.includes('Contact 1 is new')");
        Assert.Equal(new Uri(proxy.Address, "console#/activity").AbsoluteUri, page.Page.Url);
    }

    [Fact]
    public async Task Import_WhenTheFileIsLargerThanOtherBodiesMayBe_PassesTheProxy()
    {
        var rows = string.Concat(
            Enumerable.Range(1, 50_000).Select(number => $"customer-{number}@example.com,+4930{number + 1_000_000}\n"));
        using var file = new StringContent($"email,phoneNumber\n{rows}", Encoding.UTF8, "text/csv");

        using var response = await Client.PostAsync(new Uri(proxy!.Address, "imports?dryRun=true"), file, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.InRange(file.Headers.ContentLength!.Value, 1_500_000, long.MaxValue);
    }
}
