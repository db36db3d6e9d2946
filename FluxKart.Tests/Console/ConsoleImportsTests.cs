using System.Text;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>The page for imports.</summary>
public sealed class ConsoleImportsTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    // More than one batch, so that an import can be held in its middle.
    private const int Rows = 2500;

    private const string FaultyFile =
        "Name,Email,Phone\nJane,jane@,+4930901820\nBob,bob@example.com,030 901821\nEve,eve@,\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");
    private readonly HeldImports holds = new();

    private string ChosenFile => Path.Combine(folder.FullName, "customers.csv");

    protected override IReadOnlyDictionary<string, string?> Settings =>
        base.Settings.Append(new("Import:Folder", Path.Combine(folder.FullName, "imports"))).ToDictionary();

    protected override void Customise(WebApplicationBuilder builder) => holds.AddTo(builder.Services);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Choose_WhenTheFileCanBeRead_ShowsItsColumnsAndTheFirst20Rows()
    {
        var page = await OpenAsync("/console#/imports");

        await ChooseAsync(page, FaultyFile + string.Concat(Enumerable.Range(0, 30).Select(row => $"Max,max{row}@example.com,\n")));

        Assert.Equal(
            ["Email addresses are read from Email.", "Phone numbers are read from Phone."],
            (await TextsAsync(page, "#sample + ul li")).Take(2));
        var rows = await TextsAsync(page, "#sample ~ div tbody tr");
        Assert.Equal(20, rows.Count);
        Assert.StartsWith("2–+4930901820", rows[0], StringComparison.Ordinal);
        Assert.Contains("Refused. ", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("21max16@example.com", rows[19], StringComparison.Ordinal);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Option_WhenItIsSet_ShowsTheRowsAsTheyWouldBeReadThen()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        Assert.DoesNotContain("+4930901821", await page.TextAsync("form.card"), StringComparison.Ordinal);

        await page.Page.ClickAsync("form.card summary");
        await page.Page.TypeAsync("#option-region", "DE");
        await page.Keyboard.PressAsync("Tab");

        await page.Page.WaitForExpressionAsync("document.querySelector('form.card').textContent.includes('+4930901821')");
    }

    [Fact]
    public async Task Import_WhenItIsClickedStraightFromAnOption_ImportsWithThatOption()
    {
        holds.Release();
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        await page.Page.ClickAsync("form.card summary");

        await page.Page.TypeAsync("#option-region", "DE");
        await page.Page.ClickAsync("form.card button.primary");

        await WaitForTitleAsync(page, "Import 1 is done");
        Assert.Contains(await Database.ReadContactsAsync(), contact => contact.PhoneNumber == "+4930901821");
    }

    [Fact]
    public async Task Import_WhenTheFileIsGone_SaysSoAndSendsNothing()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        File.Delete(ChosenFile);

        await page.Page.ClickAsync("form.card button.primary");

        await page.Page.WaitForSelectorAsync("form.card .problem");
        Assert.Equal("The file has changed or is gone. Choose it again.", await page.TextAsync("form.card .problem"));
        Assert.Contains("\"imports\":[]", await Client.GetJsonAsync("/imports"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "net::ERR_UPLOAD_FILE_CHANGED", "The file has changed or is gone. Choose it again.")]
    [InlineData(false, "net::ERR_CONNECTION_RESET", "The connection was lost, so it is unknown whether the change was made. ")]
    public async Task Import_WhenTheFileCannotBeSent_SaysWhetherItHasChanged(bool changes, string error, string expected)
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        // The page has already checked the file. The browser opens it only now.
        await page.InterceptChangesAsync(async request =>
        {
            if (changes)
                File.SetLastWriteTimeUtc(ChosenFile, DateTime.UnixEpoch);
            else
                await request.AbortAsync(RequestAbortErrorCode.ConnectionReset, 0);
            return !changes;
        });

        await page.Page.ClickAsync("form.card button.primary");

        await page.Page.WaitForSelectorAsync("form.card .problem");
        Assert.StartsWith(expected, await page.TextAsync("form.card .problem"), StringComparison.Ordinal);
        Assert.Contains(error, Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
        Assert.Contains("\"imports\":[]", await Client.GetJsonAsync("/imports"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_WhenTheFileHasNoRows_SaysSoAndLeavesNothingToImport()
    {
        var page = await OpenAsync("/console#/imports");
        await File.WriteAllTextAsync(ChosenFile, "email,phone\n", Cancellation);

        await page.ChooseFileAsync("#file", ChosenFile);

        await page.Page.WaitForSelectorAsync("form.card .problem");
        Assert.Equal("The file has no rows, so there is nothing to import.", await page.TextAsync("form.card .problem"));
        Assert.Equal(2, (await page.Page.QuerySelectorAllAsync("form.card button:disabled")).Length);
    }

    [Fact]
    public async Task Option_WhenItIsWrong_SaysWhichFieldItIs()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        await page.Page.ClickAsync("form.card summary");

        await page.Page.TypeAsync("#option-region", "nowhere");
        await page.Keyboard.PressAsync("Tab");

        await page.Page.WaitForExpressionAsync(
            "document.querySelector('form.card').textContent.includes('region is the field “Country of phone numbers without a country code”')");
        Assert.Contains("status of 400", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_WhenItIsDone_CountsTheRowsAndStoresNothing()
    {
        holds.Release();
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);

        await page.Page.ClickAsync("form.card button:not(.primary)");

        await WaitForTitleAsync(page, "Dry run 1 is done");
        Assert.Equal("3 rows: 2 created, 0 linked, 0 merged, 0 matched, 1 refused.", await CountsAsync(page));
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Import_WhenThePageIsReloadedWhileItRuns_ShowsItsProgressAgainAndThenItsResult()
    {
        var page = await OpenHeldImportAsync();
        await WaitForProgressAsync(page);

        await page.Page.ReloadAsync();

        await WaitForProgressAsync(page);
        Assert.Equal("Import 1 is running", await page.TextAsync("li.card h2"));
        holds.Release();
        await WaitForTitleAsync(page, "Import 1 is done");
        Assert.Matches(@"^2.?500 rows: 2.?500 created, 0 linked, 0 merged, 0 matched, 0 refused\.$", await CountsAsync(page));
        Assert.Null(await page.Page.QuerySelectorAsync("progress"));
        Assert.Equal(Rows, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Import_WhileOneOfAScriptRuns_SaysThatItWaitsUntilItsTurn()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        using var file = new StringContent("email\nada@example.com\n", Encoding.UTF8, "text/csv");
        using var response = await Client.PostAsync("/imports", file, Cancellation);
        response.EnsureSuccessStatusCode();
        await holds.WaitUntilHeldAsync();

        await page.Page.ClickAsync("form.card button.primary");

        await WaitForTitleAsync(page, "Import 2 waits for its turn");
        await page.Page.ReloadAsync();
        await WaitForTitleAsync(page, "Import 2 waits for its turn");
        holds.Release();
        await WaitForTitleAsync(page, "Import 2 is done");
    }

    [Fact]
    public async Task Cancel_WhileTheImportRuns_EndsIt()
    {
        var page = await OpenHeldImportAsync();
        await page.Page.WaitForSelectorAsync("li.card button");

        await page.Page.ClickAsync("li.card button");

        await WaitForTitleAsync(page, "Import 1 was cancelled");
        Assert.InRange((await Database.ReadContactsAsync()).Count, 1, Rows - 1);
    }

    [Fact]
    public async Task Download_WhenRowsHaveErrors_SavesThemUnderTheNameOfTheImport()
    {
        holds.Release();
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        await page.Page.ClickAsync("form.card button.primary");
        await WaitForTitleAsync(page, "Import 1 is done");

        var saved = await page.DownloadAsync("li.card button", folder);

        Assert.Equal("import-1-errors.csv", saved.Name);
        var lines = await File.ReadAllLinesAsync(saved.FullName, Cancellation);
        Assert.Equal(
            ["Name,Email,Phone,line,error", "Jane,jane@,+4930901820,2,", "Eve,eve@,,4,"],
            lines.Select(line => line[..(line.IndexOf('"', StringComparison.Ordinal) is > 0 and var end ? end : line.Length)]));
    }

    [Fact]
    public async Task Axe_WhenAPreviewAndAnImportWithErrorsAreShown_FindsNothing()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, FaultyFile);
        await page.Page.ClickAsync("form.card button.primary");
        await page.Page.WaitForSelectorAsync("progress");
        await page.Page.ClickAsync("form.card summary");
        await AssertAccessibleAsync(page);

        holds.Release();
        await WaitForTitleAsync(page, "Import 1 is done");
        await page.Page.ClickAsync("li.card summary");

        await AssertAccessibleAsync(page);
    }

    /// <summary>Opens the page, and begins an import that is held after its first batch.</summary>
    private async Task<ConsolePage> OpenHeldImportAsync()
    {
        var page = await OpenAsync("/console#/imports");
        await ChooseAsync(page, "email\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"p{row}@example.com\n")));
        await page.Page.ClickAsync("form.card button.primary");
        await holds.WaitUntilHeldAsync();
        return page;
    }

    /// <summary>Chooses a file with this text, and waits for its preview.</summary>
    private async Task ChooseAsync(ConsolePage page, string text)
    {
        await File.WriteAllTextAsync(ChosenFile, text, Cancellation);
        await page.ChooseFileAsync("#file", ChosenFile);
        await page.Page.WaitForSelectorAsync("form.card button.primary:not(:disabled)");
    }

    private static async Task WaitForTitleAsync(ConsolePage page, string title) =>
        await page.Page.WaitForExpressionAsync($"document.querySelector('li.card h2')?.textContent === '{title}'");

    private static async Task WaitForProgressAsync(ConsolePage page) => await page.Page.WaitForExpressionAsync(
        "document.querySelector('progress')?.value > 0 && / %, .+ rows a second, about .+ s left/.test(document.body.textContent)");

    private static Task<string> CountsAsync(ConsolePage page) => page.TextAsync("li.card h2 ~ p:not(.muted)");

    private static async Task<IReadOnlyList<string>> TextsAsync(ConsolePage page, string selector) =>
        await page.Page.EvaluateFunctionAsync<string[]>(
            "selector => Array.from(document.querySelectorAll(selector), ({ textContent }) => textContent)", selector);
}
