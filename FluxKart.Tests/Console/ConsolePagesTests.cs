using System.Net.Http.Json;
using System.Text;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>The pages of the console, as people see them.</summary>
public sealed class ConsolePagesTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Family = "+4930901820";
    private const int MostActions = 4;

    private const string SixtyCustomers =
        """
        INSERT INTO contact (id, email, linkprecedence)
        WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 60)
        SELECT number, 'user' || number || '@example.com', 'primary' FROM numbers
        """;

    public static TheoryData<string, ColourScheme> PagesInEachScheme => new MatrixTheoryData<string, ColourScheme>(
        ["", "customers/1", "suggestions", "imports", "activity"], [ColourScheme.Light, ColourScheme.Dark]);

    [Theory]
    [MemberData(nameof(PagesInEachScheme))]
    public async Task Axe_OnEachPageInEachColourScheme_FindsNothing(string address, ColourScheme scheme)
    {
        await CreateFamilyAsync();
        var page = await OpenAsync($"/console#/{address}");
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");

        var findings = await page.AxeAsync(scheme);

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task Open_WhenAProxyIsInBetweenAndThereAreNoKeys_SaysWhatToDoAndAsksForNone()
    {
        var page = await OpenAsync("/console");
        // A request of the page that is still under way would get the header too.
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");
        await page.Page.SetExtraHttpHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.1" });

        await page.Page.ReloadAsync();

        await page.Page.WaitForSelectorAsync("main [role=alert]");
        Assert.EndsWith("or configure a key.", await page.TextAsync("main [role=alert]"), StringComparison.Ordinal);
        Assert.Null(await page.Page.QuerySelectorAsync("#key"));
    }

    [Fact]
    public async Task Split_ByKeyboardAlone_NeedsAtMostFourActionsAfterTheSearchAndCanBeUndone()
    {
        await CreateFamilyAsync();
        var page = await OpenAsync("/console");
        await page.SearchAsync("ben@example.com");
        var actions = new List<string>();
        async Task ActAsync(string action, Func<Task> act)
        {
            actions.Add(action);
            await act();
        }

        await ActAsync("go to the contact", () => page.Keyboard.TabToAsync("input[aria-label='Select contact 2']"));
        await ActAsync("select it", () => page.Keyboard.PressAsync("Space"));
        await ActAsync("preview the split", () => page.Keyboard.PressAsync("s"));
        await page.Page.WaitForSelectorAsync("form.change [aria-label=After] .summary + .summary");
        Assert.Equal(1, await Client.PrimaryOfAsync(2));
        await ActAsync("confirm it", () => page.Keyboard.PressAsync("Enter"));
        await page.WaitForNoticeAsync("The contact is now a customer of its own.");
        Assert.Equal(2, await Client.PrimaryOfAsync(2));
        Assert.InRange(actions.Count, 1, MostActions);

        await page.Keyboard.TabToAsync(".notice button");
        await page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync(".notice [aria-label=Before] .summary + .summary");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForNoticeAsync("Undone. 1 identifier stays marked as shared.");
        Assert.Equal(1, await Client.PrimaryOfAsync(2));
    }

    [Fact]
    public async Task Split_WhenAReasonIsTyped_KeepsItInTheHistory()
    {
        await CreateFamilyAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.SelectAsync(2);
        await page.PressButtonAsync("Split off the selection…");
        await page.Page.WaitForSelectorAsync("form.change button.primary:enabled");

        await page.Keyboard.TypeAsync("not the same person");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("The contact is now a customer of its own.");
        Assert.Contains("Reason: not the same person", await page.TextAsync("#history + div"), StringComparison.Ordinal);
        // The notice is at the top.
        Assert.Equal(0, await ScrolledAsync(page));
    }

    [Fact]
    public async Task Back_FromACustomer_FindsTheSearchAsItWas()
    {
        await CreateFamilyAsync();
        await SplitAsync(2, "not the same person");
        var page = await OpenAsync("/console");
        await page.Page.WaitForSelectorAsync("#search-box:focus");
        await page.Keyboard.TypeAsync(Family);
        await page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync("form li + li a");
        await page.Page.ClickAsync("form li + li a");
        await page.Page.WaitForSelectorAsync("#records");

        await page.Page.EvaluateExpressionAsync("history.back()");

        await page.Page.WaitForSelectorAsync("form li + li a");
        Assert.Equal(Family, await page.Page.EvaluateExpressionAsync<string>("document.getElementById('search-box').value"));
    }

    [Fact]
    public async Task Back_FromACustomerOfTheList_FindsTheListWhereItWas()
    {
        const string link = "a[href='#/customers/15']";
        const string positions = $"[document.querySelector(\"{link}\").getBoundingClientRect().top, scrollY]";
        await Database.ExecuteAsync(SixtyCustomers);
        var page = await OpenAsync("/console");
        await page.PressButtonAsync("Show more");
        var found = await page.Page.WaitForSelectorAsync(link);
        await found.EvaluateFunctionAsync("link => link.scrollIntoView()");
        var before = await page.Page.EvaluateExpressionAsync<double[]>(positions);
        Assert.True(before[1] > 0);
        await found.ClickAsync();
        await page.Page.WaitForSelectorAsync("#records");
        Assert.Equal(0, await ScrolledAsync(page));

        await page.Page.EvaluateExpressionAsync("history.back()");

        await page.Page.WaitForSelectorAsync($"{link}:focus");
        Assert.Equal(before, await page.Page.EvaluateExpressionAsync<double[]>(positions));
        await page.Page.ClickAsync("nav a[href='#/suggestions']");
        await page.Page.WaitForExpressionAsync("document.title.startsWith('Suggestions')");
        await page.Page.ClickAsync("nav a[href='#/']");
        await page.Page.WaitForSelectorAsync("#search-box:focus");
        Assert.Equal(0, await ScrolledAsync(page));
    }

    [Theory]
    [InlineData("Object.defineProperty(navigator, 'clipboard', { value: undefined })", "Select", "Selected")]
    [InlineData(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
        "Copy",
        "Could not be copied, but is selected")]
    public async Task RequestId_WhenItCannotBeCopied_IsSelected(string script, string button, string outcome)
    {
        var page = await OpenAsync("/console");
        await page.Page.EvaluateExpressionAsync(script);
        await page.Page.EvaluateExpressionAsync("location.hash = '#/customers/999'");

        await page.PressButtonAsync(button);

        await page.Page.WaitForExpressionAsync($"document.querySelector('.problem button').textContent === '{outcome}'");
        Assert.Equal(await page.TextAsync(".problem code"), await page.Page.EvaluateExpressionAsync<string>("String(getSelection())"));
        Assert.All(await page.TakeProblemsAsync(), problem => Assert.Contains("status of 404", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("customers/999", "There is no contact 999.")]
    [InlineData("customers/0", "There is no contact 0.")]
    [InlineData("customers/9223372036854775807", "There is no contact 9223372036854775807.")]
    [InlineData("customers/99999999999999999999", "There is no contact 99999999999999999999.")]
    [InlineData("customers/1x", "1x is not the id of a contact, which is a whole number.")]
    [InlineData("customers", "The address has no id of a contact.")]
    public async Task Page_WhenItCannotBeShown_HasATitleAndAHeadingWithTheFocusAndSaysWhy(string address, string reason)
    {
        var page = await OpenAsync($"/console#/{address}");

        await page.Page.WaitForSelectorAsync("h1:focus");

        Assert.Equal(reason, await page.TextAsync(".problem p"));
        Assert.Equal("Error – FluxKart console", await page.Page.GetTitleAsync());
        await AssertAccessibleAsync(page);
        Assert.All(await page.TakeProblemsAsync(), problem => Assert.Contains("status of 404", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_WhenTheTextIsNothingThatCanBeFound_SaysWhatCan()
    {
        var page = await OpenAsync("/console");
        await page.Page.WaitForSelectorAsync("#search-box:focus");

        await page.Keyboard.TypeAsync("Ben Miller");
        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync(".problem");
        Assert.Equal("Type an email address, a phone number or a contact id.", await page.TextAsync(".problem"));
        Assert.Contains("status of 400", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_WhenTwoContactsAreSelectedInThePicture_SaysWhatLinksThem()
    {
        await CreateFamilyAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture");

        await page.Page.ClickAsync(".picture .node.contact[aria-label^='Contact 1,']");
        await page.Page.ClickAsync(".picture .node.contact[aria-label^='Contact 2,']");

        await page.Page.WaitForExpressionAsync(
            $"document.querySelector('figure').textContent.includes('Contact 1 shares the phone number {Family} with contact 2')");
        Assert.Equal("2 contacts of 3 selected: 1, 2", await page.TextAsync("#change + p"));
    }

    [Fact]
    public async Task Values_WhenTheyLookLikeHtml_AreOnlyText()
    {
        const string hostile = "<img src=x onerror=alert(1)>";
        await CreateFamilyAsync();
        await Database.ExecuteAsync($"UPDATE contact SET email = '{hostile}@example.com' WHERE id = 3");
        await SplitAsync(3, hostile);
        foreach (var address in new[] { "", "customers/3", "customers/1", "activity" })
        {
            var page = await OpenAsync($"/console#/{address}");
            await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");

            Assert.Null(await page.Page.QuerySelectorAsync("main img"));
            if (address == "customers/3")
            {
                Assert.Contains(hostile, await page.TextAsync("#records + div"), StringComparison.Ordinal);
                Assert.Contains(hostile, await page.TextAsync("#history + div"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Change_WhenTheConnectionIsLostAfterItWasMade_SaysThatItIsUnknownAndIsNotSentAgain()
    {
        await CreateFamilyAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.SelectAsync(2);
        await page.PressButtonAsync("Split off the selection…");
        await page.Page.WaitForSelectorAsync("form.change button.primary:enabled");
        // The service makes the change, but its response is lost.
        await page.InterceptChangesAsync(async request =>
        {
            using var body = new StringContent(await request.FetchPostDataAsync(), Encoding.UTF8, "application/json");
            using var response = await Client.PostAsync(new Uri(request.Url), body, Cancellation);
            response.EnsureSuccessStatusCode();
            await request.AbortAsync(RequestAbortErrorCode.ConnectionReset, 0);
            return true;
        });

        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync("form.change .problem");
        Assert.Contains("it is unknown whether the change was made", await page.TextAsync("form.change .problem"), StringComparison.Ordinal);
        Assert.NotNull(await page.Page.QuerySelectorAsync("form.change button.primary:disabled"));
        Assert.Equal(2, await Client.PrimaryOfAsync(2));
        Assert.Contains("net::ERR_CONNECTION_RESET", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
        await page.PressButtonAsync("Load the customer again");
        await page.Page.WaitForFunctionAsync(
            "() => document.querySelector('#history + div')?.textContent.includes('Contact 2 moved from customer 1')");
    }

    /// <summary>How far the page is scrolled, in pixels.</summary>
    private static Task<double> ScrolledAsync(ConsolePage page) => page.Page.EvaluateExpressionAsync<double>("scrollY");

    private async Task CreateFamilyAsync()
    {
        await Client.IdentifyAsync("ada@example.com", Family);
        await Client.IdentifyAsync("ben@example.com", Family);
        await Client.IdentifyAsync("cleo@example.com", Family);
    }

    private async Task SplitAsync(long id, string reason)
    {
        using var response = await Client.PostAsync(
            "/contacts/1/split", JsonContent.Create(new { contactIds = new[] { id }, reason }), Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
