using System.Net;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>Each change of a customer: its preview, its reason in the history, and what undoes it.</summary>
public sealed class ConsoleChangesTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Whole = "Customer 1 has 4 contacts: 1, 2, 3, 5";
    private const string Other = "Customer 4 has 1 contact: 4";
    private const string Joined = "Customer 1 has 5 contacts: 1, 2, 3, 4, 5";

    public static TheoryData<string> Forms => CustomerPageExtensions.NamesOfForms;

    [Fact]
    public async Task Merge_WhenConfirmed_KeepsItsReasonAndIsUndoneFromTheHistory()
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("merge");
        Assert.Equal([Whole, Other], await page.ReadPreviewAsync("Before"));
        Assert.Equal([Joined], await page.ReadPreviewAsync("After"));

        await page.Page.TypeAsync("#reason", "she called us");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("The two are one customer.");
        Assert.Equal("1, 2, 3, 4, 5", await Client.ContactsOfAsync(1));
        Assert.Contains("Customer 4 became part of customer 1, by hand.", await HistoryAsync(page), StringComparison.Ordinal);
        Assert.Contains("Reason: she called us", await HistoryAsync(page), StringComparison.Ordinal);
        await page.Page.ClickAsync(".timeline li:last-child button");
        Assert.Equal([Joined], await page.ReadPreviewAsync("Before"));
        Assert.Equal([Whole, Other], await page.ReadPreviewAsync("After"));
        Assert.Equal("1, 2, 3, 4, 5", await Client.ContactsOfAsync(1));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForNoticeAsync("Undone.");
        Assert.Equal("4", await Client.ContactsOfAsync(4));
    }

    [Fact]
    public async Task Merge_WhenItsNoticeIsShown_CanBeUndoneFromThere()
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("merge");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForNoticeAsync("The two are one customer.");

        await page.Page.ClickAsync(".notice button");

        Assert.Equal([Joined], await page.ReadPreviewAsync("Before"));
        Assert.Equal([Whole, Other], await page.ReadPreviewAsync("After"));
        Assert.Contains(
            "Only the contacts that the merge moved are separated, and an order can join them again.",
            await page.TextAsync(".notice"),
            StringComparison.Ordinal);
        await page.PressButtonAsync("Undo");
        await page.WaitForNoticeAsync("Undone.");
        Assert.Equal("4", await Client.ContactsOfAsync(4));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("4x")]
    public async Task Merge_WhenTheOtherContactCannotBeMerged_HasNoPreviewAndNothingToApply(string other)
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("merge");

        await page.Page.EvaluateExpressionAsync("other.value = ''");
        await page.Keyboard.TypeAsync(other);

        await page.Page.WaitForExpressionAsync(
            "/belongs to this customer already|is a whole number/.test(document.querySelector('form.change').textContent)");
        Assert.Null(await page.Page.QuerySelectorAsync(".sides"));
        Assert.NotNull(await page.Page.QuerySelectorAsync("form.change button.primary:disabled"));
    }

    [Fact]
    public async Task Merge_WhenTheIdIsTypedWithSpaces_IgnoresThem()
    {
        var page = await OpenCustomerAsync();
        await page.PressButtonAsync("Merge with another customer…");

        await page.Keyboard.TypeAsync($" {Story.OtherCustomer} ");
        await page.Page.WaitForSelectorAsync("form.change button.primary:enabled");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("The two are one customer.");
    }

    [Fact]
    public async Task History_WhenARemovalHasTakenTheCustomerApart_OffersNoUndo()
    {
        await Client.IdentifyAsync("ada@example.com", "100001");
        await Client.IdentifyAsync("ada@example.com", "100002");
        await Client.IdentifyAsync("ben@example.com", "100002");
        await Client.PostJsonAsync("/contacts/1/remove", """{"contactIds": [2]}""");

        var page = await OpenAsync("/console#/customers/3");
        await page.Page.WaitForSelectorAsync("#history");

        Assert.Contains("Contact 3 moved from customer 1 to a customer of its own.", await HistoryAsync(page), StringComparison.Ordinal);
        Assert.Null(await page.Page.QuerySelectorAsync(".timeline button"));
    }

    [Theory]
    [InlineData("/contacts/1/split", """{"contactIds": [2], "keepApart": false}""", HttpStatusCode.OK, "Undone.")]
    [InlineData(
        "/shared-identifiers",
        """{"phoneNumber": "100001", "takeApart": true}""",
        HttpStatusCode.Created,
        "Undone. 1 identifier stays marked as shared.")]
    public async Task History_WhenWhatCameApartIsNotKeptApart_JoinsItAgain(string path, string body, HttpStatusCode status, string notice)
    {
        await Client.IdentifyAsync("ada@example.com", "100001");
        await Client.IdentifyAsync("ben@example.com", "100001");
        await Client.PostJsonAsync(path, body, status);
        var page = await OpenAsync("/console#/customers/2");
        await page.OpenFormAsync("undo");
        Assert.Equal(["Customer 1 has 2 contacts: 1, 2"], await page.ReadPreviewAsync("After"));

        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync(notice);
        Assert.Equal("1, 2", await Client.ContactsOfAsync(2));
    }

    [Fact]
    public async Task Split_WhenItIsInTheHistory_IsUndoneFromThere()
    {
        await Client.CreateStoryAsync();
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds": [2]}""");
        var page = await OpenAsync("/console#/customers/2");
        await page.OpenFormAsync("undo");
        Assert.Equal(["Customer 1 has 3 contacts: 1, 3, 5", "Customer 2 has 1 contact: 2"], await page.ReadPreviewAsync("Before"));
        Assert.Equal([Whole], await page.ReadPreviewAsync("After"));
        Assert.Contains("1 identifier stays marked as shared.", await page.TextAsync(".timeline"), StringComparison.Ordinal);
        Assert.Equal("2", await Client.ContactsOfAsync(2));

        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("Undone. 1 identifier stays marked as shared.");
        Assert.Equal("1, 2, 3, 5", await Client.ContactsOfAsync(2));
    }

    [Fact]
    public async Task Remove_WhenConfirmed_RemovesTheContactAndKeepsItsReason()
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("remove");
        Assert.Equal([Whole], await page.ReadPreviewAsync("Before"));
        Assert.Equal(["Customer 1 has 3 contacts: 1, 3, 5"], await page.ReadPreviewAsync("After"));

        await page.Page.TypeAsync("#reason", "a mistyped number");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("The contact and its values are gone.");
        Assert.Equal("1, 3, 5", await Client.ContactsOfAsync(1));
        Assert.Contains(
            "Contact 2 of customer 1 and its values were removed. Reason: a mistyped number",
            await HistoryAsync(page),
            StringComparison.Ordinal);
        using var removed = await Client.GetAsync("/contacts/2", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, removed.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("10")]
    [InlineData("1x")]
    public async Task Erase_WhenItsIdIsNotTyped_IsRefused(string typed)
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("erase");
        var before = await Database.ReadEverythingAsync();

        await page.Page.FocusAsync("#typed-id");
        if (typed != "")
        {
            // Nothing can be erased before the preview that follows the input, so an earlier one must not be taken for it.
            await page.Page.EvaluateExpressionAsync("document.querySelector('.sides').remove()");
            await page.Page.Keyboard.SendCharacterAsync(typed);
        }

        await page.Page.WaitForSelectorAsync("form.change .sides");
        await page.Keyboard.PressAsync("Enter");

        Assert.NotNull(await page.Page.QuerySelectorAsync("form.change button.danger:disabled"));
        Assert.Empty(await page.Page.QuerySelectorAllAsync(".notice"));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Erase_WhenItsIdIsTyped_ErasesTheCustomerAndKeepsItsReason()
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("erase");
        Assert.Equal([Whole], await page.ReadPreviewAsync("Before"));
        Assert.Empty(await page.ReadPreviewAsync("After"));

        await page.Page.TypeAsync("#reason", "a request by letter");
        await page.Page.TypeAsync("#typed-id", "1");
        await page.Page.WaitForSelectorAsync("form.change button.danger:enabled");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("The customer is erased.");
        using var erased = await Client.GetAsync("/contacts/1", Cancellation);
        Assert.Equal(HttpStatusCode.Gone, erased.StatusCode);
        Assert.Contains("a request by letter", await Client.GetJsonAsync("/events?types=contact.erased"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Separation_OfTwoContacts_NamesWhatWouldHaveToStopLinkingAndTakesThemApart()
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync("separation");
        Assert.Equal(
            $"Contacts 1 and 2 come apart if this stops linking:{Story.FamilyPhone} Mark as shared and take apart…"
                + "Then there would be 3 customers, of 2 contacts, 1 contact, 1 contact.",
            await page.TextAsync("#change ~ div .change"));

        await page.PressButtonAsync("Mark as shared and take apart…");
        Assert.Equal([Whole], await page.ReadPreviewAsync("Before"));
        Assert.Equal(
            ["Customer 1 has 2 contacts: 1, 5", "Customer 2 has 1 contact: 2", "Customer 3 has 1 contact: 3"],
            await page.ReadPreviewAsync("After"));
        Assert.Equal("1, 2, 3, 5", await Client.ContactsOfAsync(1));
        await page.Keyboard.TypeAsync("a family's phone");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForNoticeAsync("Marked as shared. What it had joined is now separate.");
        Assert.Equal("1, 5", await Client.ContactsOfAsync(1));
        Assert.Contains("Reason: a family's phone", await HistoryAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Preview_OfEachChange_ChangesNothing(string form)
    {
        var page = await OpenCustomerAsync();
        var before = await Database.ReadEverythingAsync();

        await page.OpenFormAsync(form);

        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Axe_OnEachOpenForm_FindsNothingInEitherColourScheme(string form)
    {
        var page = await OpenCustomerAsync();
        await page.OpenFormAsync(form);

        string[] findings = [.. await page.AxeAsync(ColourScheme.Light), .. await page.AxeAsync(ColourScheme.Dark)];

        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }

    [Theory]
    [InlineData("split", "Escape")]
    [InlineData("remove", "Escape")]
    [InlineData("merge", "Escape")]
    [InlineData("erase", "Escape")]
    [InlineData("mark", "Cancel")]
    [InlineData("undo", "Cancel")]
    public async Task Form_WhenItIsClosed_ChangesNothingAndReturnsTheFocus(string form, string how)
    {
        var page = await OpenCustomerAsync();
        var before = await Database.ReadEverythingAsync();
        await page.OpenFormAsync(form);

        if (how == "Escape")
            await page.Keyboard.PressAsync(how);
        else
            await page.PressButtonAsync(how);

        Assert.Empty(await page.Page.QuerySelectorAllAsync(".sides"));
        Assert.True(await page.Keyboard.IsFocusedAsync("button"));
        Assert.Equal(before, await Database.ReadEverythingAsync());
    }

    [Fact]
    public async Task Mark_WhenMoreCustomersHoldTheValueThanAreShown_SaysHowMany()
    {
        await Client.CreateStoryAsync();
        await Database.ExecuteAsync(
            $"""
            INSERT INTO contact (email, phonenumber, linkprecedence)
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 54)
            SELECT 'user' || number || '@example.com', '{Story.FamilyPhone}', 'primary' FROM numbers
            """);
        var page = await OpenAsync("/console#/customers/1");

        await page.OpenFormAsync("mark");

        Assert.StartsWith("BeforeThe first 50 of 55 customers are shown.", await page.TextAsync(Side("Before")), StringComparison.Ordinal);
        Assert.StartsWith("AfterThe first 50 of 57 customers are shown.", await page.TextAsync(Side("After")), StringComparison.Ordinal);
        Assert.Equal(50, (await page.ReadPreviewAsync("Before")).Length);
    }

    private static string Side(string name) => $".sides [aria-label={name}]";

    private static Task<string> HistoryAsync(ConsolePage page) => page.TextAsync("#history + div");

    private async Task<ConsolePage> OpenCustomerAsync()
    {
        await Client.CreateStoryAsync();
        return await OpenAsync("/console#/customers/1");
    }
}
