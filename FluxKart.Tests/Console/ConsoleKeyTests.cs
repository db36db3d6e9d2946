using System.Net.Http.Json;
using System.Text;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Webhooks;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>What the console shows with which key.</summary>
public sealed class ConsoleKeyTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private static readonly long[] SplitOff = [2];

    private const string WhatChanges =
        "#change, .timeline button, form[aria-labelledby=new-import], main li.card button, #webhooks + div button";

    private readonly DirectoryInfo imports = Directory.CreateTempSubdirectory("fluxkart-test-");

    protected override IReadOnlyDictionary<string, string?> Settings => base.Settings
        .Concat(Keys.SettingsForAll())
        .Append(new("Import:Folder", imports.FullName))
        // Nothing listens there.
        .Append(new("Webhooks:Endpoints:0:Name", "shop"))
        .Append(new("Webhooks:Endpoints:0:Url", "http://127.0.0.1:9"))
        .Append(new("Webhooks:Endpoints:0:Secrets:0", WebhookSetup.Secret))
        .ToDictionary();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        imports.Delete(recursive: true);
    }

    [Theory]
    [InlineData("wrong", "The service does not know this key.")]
    [InlineData(Keys.Identify, "This key may only identify customers, not read them.")]
    public async Task Key_WhenItDoesNotAllowReading_IsAskedForAgain(string key, string reason)
    {
        var page = await OpenAsync("/console");

        await page.EnterKeyAsync(key);

        await page.Page.WaitForExpressionAsync($"document.querySelector('form [role=alert]')?.textContent === '{reason}'");
    }

    [Fact]
    public async Task Key_WhenThePageIsReloaded_IsAskedForAgain()
    {
        var page = await OpenAsync("/console");
        await page.EnterKeyAsync(Keys.Read);
        await page.Page.WaitForSelectorAsync("#search-box");

        await page.Page.ReloadAsync();

        await page.Page.WaitForSelectorAsync("#key");
        Assert.Equal(
            0, await page.Page.EvaluateExpressionAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
    }

    [Fact]
    public async Task Key_Always_IsMaskedAndNothingThatABrowserKeeps()
    {
        var page = await OpenAsync("/console");
        await page.Page.WaitForSelectorAsync("#key");

        Assert.Equal(
            ["text", "off", "disc"],
            await page.Page.EvaluateExpressionAsync<string[]>(
                "[key.type, key.autocomplete, getComputedStyle(key).getPropertyValue('-webkit-text-security')]"));
    }

    [Theory]
    [InlineData("customers/1")]
    [InlineData("suggestions")]
    [InlineData("imports")]
    [InlineData("activity")]
    public async Task Changes_WhenTheKeyMayOnlyRead_AreAbsent(string address)
    {
        await CreateWhatCanChangeAsync();
        var page = await OpenAsync($"/console#/{address}");
        await page.EnterKeyAsync(Keys.Read);
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1:not(form h1)");

        Assert.Null(await page.Page.QuerySelectorAsync(WhatChanges));
    }

    [Theory]
    [InlineData("customers/1")]
    [InlineData("suggestions")]
    [InlineData("imports")]
    [InlineData("activity")]
    public async Task Changes_WhenTheKeyMayChange_AreThere(string address)
    {
        await CreateWhatCanChangeAsync();
        var page = await OpenAsync($"/console#/{address}");

        await page.EnterKeyAsync(Keys.Admin);

        await page.Page.WaitForSelectorAsync(WhatChanges);
    }

    [Fact]
    public async Task Key_WhenItHasBeenRevoked_IsAskedForAgainWithTheFocus()
    {
        await CreateWhatCanChangeAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.EnterKeyAsync(Keys.Admin);
        await page.Page.WaitForSelectorAsync("#records");
        await SendAsync(page, "revoked");

        await page.Page.ClickAsync("nav a[href='#/suggestions']");

        await page.Page.WaitForSelectorAsync("#key:focus");
        Assert.Equal("The service no longer accepts the key. Enter another one.", await page.TextAsync("form [role=alert]"));
        Assert.Null(await page.Page.QuerySelectorAsync("nav a"));
        Assert.All(await page.TakeProblemsAsync(), problem => Assert.Contains("status of 401", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_WhenItMayNoLongerChange_LeavesOnlyWhatItMayRead()
    {
        await CreateWhatCanChangeAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.EnterKeyAsync(Keys.Admin);
        await page.SelectAsync(1);
        await SendAsync(page, Keys.Read);

        await page.PressButtonAsync("Split off the selection…");

        await page.WaitForNoticeAsync("The key allows less than before. What it no longer allows was refused.");
        Assert.NotNull(await page.Page.QuerySelectorAsync("#records"));
        Assert.Null(await page.Page.QuerySelectorAsync(WhatChanges));
        Assert.Contains("status of 403", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fk_schlüssel")]
    [InlineData("two keys")]
    public async Task Key_WhenNoHeaderCanCarryIt_IsNotSent(string key)
    {
        var page = await OpenAsync("/console");

        await page.EnterKeyAsync(key);

        await page.Page.WaitForExpressionAsync(
            "document.querySelector('form [role=alert]')?.textContent.startsWith('A key has only letters without accents')");
    }

    /// <summary>Has the service receive another key than the page has, as if the page's own had changed its scope.</summary>
    private static async Task SendAsync(ConsolePage page, string key)
    {
        await page.Page.SetRequestInterceptionAsync(true);
        page.Page.AddRequestInterceptor(request =>
        {
            var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase)
            {
                ["Authorization"] = $"Bearer {key}",
            };
            return request.ContinueAsync(new Payload { Headers = headers }, 0);
        });
    }

    /// <summary>A customer that was split, a suggestion, and an import with errors.</summary>
    private async Task CreateWhatCanChangeAsync()
    {
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Admin);
        for (var number = 1; number <= 12; number++)
            await Client.IdentifyAsync($"user{number}@example.com", "+4930901820");
        using var split = await Client.PostAsync(
            "/contacts/1/split", JsonContent.Create(new { contactIds = SplitOff, keepApart = false }), Cancellation);
        split.EnsureSuccessStatusCode();
        using var file = new StringContent("email\nnobody\n", Encoding.UTF8, "text/csv");
        using var import = await Client.PostAsync("/imports", file, Cancellation);
        import.EnsureSuccessStatusCode();
    }
}
