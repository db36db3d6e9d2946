using System.Net.Http.Json;
using System.Text;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Webhooks;

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
