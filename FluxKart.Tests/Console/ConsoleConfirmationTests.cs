using System.Net;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>The button that applies a change: it applies what is previewed, and only once.</summary>
public sealed class ConsoleConfirmationTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Apply = "main .change button.primary, main .change button.danger, .timeline button.primary";

    public static TheoryData<string> Changes => ["split", "remove", "merge", "erase", "mark", "undo"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Apply_WhenTheCustomerHasChangedSinceThePreview_ChangesNothingAndShowsTheNewPreview(string form)
    {
        var page = await OpenFormAsync(form);
        await Client.IdentifyAsync("finn@example.com", Story.FamilyPhone);
        var before = await Database.ReadEverythingAsync();

        await page.Page.ClickAsync(Apply);

        await page.Page.WaitForSelectorAsync(".problem:focus");
        Assert.Equal("The customer has changed since this preview. Check the new one.", await page.TextAsync(".problem"));
        Assert.Contains("status of 412", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
        Assert.Contains("Customer 1 has 5 contacts: 1, 2, 3, 5, 6", await page.ReadPreviewAsync("Before"));
        Assert.Equal(before, await Database.ReadEverythingAsync());
        await page.Page.ClickAsync(Apply);
        await page.Page.WaitForSelectorAsync(".notice");
        Assert.NotEqual(before, await Database.ReadEverythingAsync());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Apply_WhenItIsClickedTwice_SendsTheChangeOnce(string form)
    {
        var page = await OpenFormAsync(form);
        var sent = 0;
        await page.InterceptChangesAsync(_ =>
        {
            Interlocked.Increment(ref sent);
            return Task.FromResult(false);
        });

        await ClickTwiceAsync(page, Apply);

        await page.Page.WaitForSelectorAsync(".notice");
        Assert.Equal(1, sent);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Apply_WhenTheServiceIsUnavailable_SaysSoAndCanBePressedAgain(string form)
    {
        var page = await OpenFormAsync(form);
        var isAvailable = false;
        await page.InterceptChangesAsync(async request =>
            !isAvailable && await RespondAsync(request, HttpStatusCode.ServiceUnavailable, "Service Unavailable", null));

        await page.Page.ClickAsync(Apply);

        await page.Page.WaitForSelectorAsync(".problem");
        Assert.Equal(
            "The service or its database is unavailable at the moment. Try again; a change that is sent twice is made once.",
            await page.TextAsync(".problem p"));
        Assert.Contains("status of 503", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
        isAvailable = true;
        await page.Page.ClickAsync(Apply);
        await page.Page.WaitForSelectorAsync(".notice");
    }

    [Fact]
    public async Task Apply_WhenTheChangeContradictsWhatIsStored_OffersToLoadTheCustomerAgain()
    {
        var page = await OpenFormAsync("split");
        await Client.PostJsonAsync("/contacts/1/remove", """{"contactIds": [2]}""");

        await page.Page.ClickAsync(Apply);

        await page.Page.WaitForSelectorAsync("form.change .problem");
        Assert.Contains("status of 410", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
        await page.PressButtonAsync("Load the customer again");
        await page.Page.WaitForExpressionAsync("!document.querySelector(\"input[aria-label='Select contact 2']\")");
        Assert.Null(await page.Page.QuerySelectorAsync("form.change"));
    }

    [Fact]
    public async Task Apply_WhenThePageIsLeftAndTheCustomerHasChanged_SaysOnTheNextPageThatNothingWasDone()
    {
        var page = await OpenFormAsync("split");
        var left = new TaskCompletionSource();
        await page.InterceptChangesAsync(async _ =>
        {
            await Client.IdentifyAsync("finn@example.com", Story.FamilyPhone);
            await left.Task;
            return false;
        });

        await page.Page.ClickAsync(Apply);
        await page.Page.EvaluateExpressionAsync("location.hash = '#/'");
        await page.Page.WaitForSelectorAsync("#all");
        var refused = page.Page.WaitForResponseAsync(response => response.Status == HttpStatusCode.PreconditionFailed);
        left.SetResult();
        await refused;
        await page.Page.EvaluateExpressionAsync("location.hash = '#/customers/1'");

        await page.Page.WaitForSelectorAsync(".notice");
        Assert.Equal("The customer had changed since the preview, so nothing was done.", await page.TextAsync(".notice p"));
        Assert.Contains("status of 412", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowMore_WhenItIsClickedTwice_AddsItsRowsOnce()
    {
        for (var number = 0; number < 80; number++)
            await Client.IdentifyAsync($"user{number}@example.com", null);
        var page = await OpenAsync("/console");
        await page.Page.WaitForSelectorAsync("#all + div button");

        await ClickTwiceAsync(page, "#all + div button");

        await page.Page.WaitForSelectorAsync("#all + div button:enabled");
        Assert.Equal(50, (await page.Page.QuerySelectorAllAsync("#all + div tbody tr")).Length);
    }

    private static Task ClickTwiceAsync(ConsolePage page, string selector) => page.Page.EvaluateFunctionAsync(
        """
        selector => {
          const button = document.querySelector(selector);
          button.click();
          button.click();
        }
        """,
        selector);

    private static async Task<bool> RespondAsync(IRequest request, HttpStatusCode status, string title, string? detail)
    {
        await request.RespondAsync(
            new ResponseData
            {
                Status = status,
                ContentType = "application/problem+json",
                Body = System.Text.Json.JsonSerializer.Serialize(new { title, status = (int)status, detail }),
            },
            0);
        return true;
    }

    /// <summary>Opens a form with everything that it needs before its button can be pressed.</summary>
    private async Task<ConsolePage> OpenFormAsync(string form)
    {
        await Client.CreateStoryAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.OpenFormAsync(form);
        if (form == "erase")
            await page.Page.TypeAsync("#typed-id", "1");
        await page.Page.WaitForSelectorAsync(string.Join(", ", Apply.Split(", ").Select(button => $"{button}:enabled")));
        return page;
    }
}
