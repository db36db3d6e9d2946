using System.Text.Json;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;

namespace FluxKart.Tests.Console;

/// <summary>The page for suggestions.</summary>
public sealed class ConsoleSuggestionsTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Office = "office@hillvalley.edu";
    private const string Mark = "ol > li.card:first-child button";

    protected override void Customise(WebApplicationBuilder builder) => builder.Services.RemoveBackgroundSearch();

    [Fact]
    public async Task Open_WhenSeveralIdentifiersJoinPeople_ListsTheWorstFirst()
    {
        await CreateOfficeAsync();

        var page = await OpenSuggestionsAsync();

        Assert.Equal(
            [Office, "717171", "123456"],
            await page.Page.EvaluateExpressionAsync<string[]>("Array.from(document.querySelectorAll('ol > li h2'), h2 => h2.textContent)"));
        Assert.Equal(
            "Customer 1: 3 contacts hold this email address; without it the customer falls apart into 3, and 5 pairs of contacts come apart.",
            await page.TextAsync("ol > li p"));
    }

    [Fact]
    public async Task Mark_ByKeyboardAlone_ShowsWhatItSeparatesAndTakesItApart()
    {
        await CreateOfficeAsync();
        var page = await OpenSuggestionsAsync();
        await page.Keyboard.TabToAsync(Mark);
        await page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync("form.change input:focus");
        Assert.Equal($"{Office} would link nobody any more. It would leave 3 customers.", await page.TextAsync("form.change p"));
        Assert.Equal((1, 3), (await CountAsync(page, "Before"), await CountAsync(page, "After")));
        Assert.Equal(1, await Client.PrimaryOfAsync(2));

        await page.Keyboard.TypeAsync("the office's mailbox");
        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync("li.card .notice:focus");
        Assert.Equal("Marked as shared. What it had joined is now separate.", await page.TextAsync(".notice"));
        Assert.Null(await page.Page.QuerySelectorAsync(Mark));
        Assert.Equal((2L, 3L), (await Client.PrimaryOfAsync(4), await Client.PrimaryOfAsync(3)));
        var shared = JsonDocument.Parse(await Client.GetJsonAsync("/shared-identifiers")).RootElement.GetProperty("sharedIdentifiers")[0];
        Assert.Equal(
            (Office, "the office's mailbox"), (shared.GetProperty("email").GetString(), shared.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Cancel_WhenThePreviewIsShown_ChangesNothingAndReturnsTheFocus()
    {
        await CreateOfficeAsync();
        var page = await OpenSuggestionsAsync();
        await page.Page.ClickAsync(Mark);
        await page.Page.WaitForSelectorAsync("form.change input:focus");

        await page.Keyboard.TabToAsync("form.change button:not(.primary)");
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await page.Keyboard.IsFocusedAsync(Mark));
        Assert.Equal(1, await Client.PrimaryOfAsync(2));
    }

    [Fact]
    public async Task Axe_WhenAPreviewIsShown_FindsNothing()
    {
        await CreateOfficeAsync();
        var page = await OpenSuggestionsAsync();

        await page.Page.ClickAsync(Mark);
        await page.Page.WaitForSelectorAsync("form.change");

        await AssertAccessibleAsync(page);
    }

    private static async Task<int> CountAsync(ConsolePage page, string side) =>
        (await page.Page.QuerySelectorAllAsync($"form.change [aria-label={side}] .summary")).Length;

    private async Task<ConsolePage> OpenSuggestionsAsync()
    {
        var page = await OpenAsync("/console#/suggestions");
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");
        return page;
    }

    /// <summary>Three people who share a mailbox, of whom one has another address; and a person with two addresses.</summary>
    private async Task CreateOfficeAsync()
    {
        await Client.IdentifyAsync(Office, "919191");
        await Client.IdentifyAsync(Office, "717171");
        await Client.IdentifyAsync(Office, "818181");
        await Client.IdentifyAsync("biff@hillvalley.edu", "717171");
        await Client.IdentifyAsync("lorraine@hillvalley.edu", "123456");
        await Client.IdentifyAsync("mcfly@hillvalley.edu", "123456");
    }
}
