using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>The picture of a customer, by keyboard and at its largest.</summary>
public sealed class ConsolePictureTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Node = ".picture .node.contact[aria-label^='Contact {0},']";

    [Fact]
    public async Task Chain_WhenTwoNodesAreSelectedByKeyboardAlone_SaysWhatLinksThem()
    {
        await Client.CreateStoryAsync();
        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        await page.Keyboard.TabToAsync(".picture .node");
        await page.Keyboard.PressAsync("Enter", "PageDown", "Space");

        await page.Page.WaitForFunctionAsync(
            "text => document.querySelector('.picture-chain').textContent === text",
            $"Contact 1 shares the phone number {Story.FamilyPhone} with contact 2.");
        Assert.Equal("2 contacts of 4 selected: 1, 2", await page.TextAsync("#change + p"));
    }

    [Fact]
    public async Task Chain_WhenAnIdentifierIsSelected_StartsAtTheHolderThatIsNearest()
    {
        await Client.IdentifyAsync("ada@example.com", "100001");
        await Client.IdentifyAsync("ada@example.com", "100003");
        await Client.IdentifyAsync("cleo@example.com", "100003");
        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        await page.Page.ClickAsync(".node[aria-label^='Email address ada@']");
        await page.Page.ClickAsync(".node[aria-label^='Email address cleo@']");

        await page.Page.WaitForFunctionAsync(
            "text => document.querySelector('.picture-chain').textContent === text",
            "Email address ada@example.com is held by contact 2, which shares the phone number 100003 with contact 3, "
                + "which has the email address cleo@example.com.");
    }

    [Fact]
    public async Task Chain_WhenItIsLong_IsSaidFromBothEndsOnly()
    {
        await Database.InsertCustomerAsync(100, LargeCustomer.Chain);
        var page = await OpenAsync("/console#/customers/1");

        await page.SelectAsync(1);
        await page.SelectAsync(100);

        await page.Page.WaitForExpressionAsync(
            "document.querySelector('.picture-chain').textContent.includes('contact 5, which leads through 90 more contacts to contact 96,')");
    }

    [Fact]
    public async Task Label_WhenItsValueIsLong_IsCutInTheMiddleAndHasTheWholeValueInItsTitle()
    {
        string[] values = [.. "ab".Select(last => $"accounts.payable.and.purchasing.department@northern-lighthouse-{last}.example")];
        foreach (var value in values)
            await Client.IdentifyAsync(value, Story.FamilyPhone);
        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        var labels = await page.Page.EvaluateExpressionAsync<string[]>(
            """
            [...document.querySelectorAll('.node .value:has(.left-out)')].map(label =>
              [...label.childNodes].map(part => part.className?.baseVal === 'left-out' ? '…' : part.textContent).join(''))
            """);
        var titles = await page.Page.EvaluateExpressionAsync<string[]>(
            "[...document.querySelectorAll('.node.identifier title')].map(title => title.textContent)");

        Assert.Equal(2, labels.Distinct().Count());
        Assert.All(labels, label => Assert.Matches(@"^accounts\..*….*[ab]\.example$", label));
        var hidden = await page.Page.EvaluateExpressionAsync<double[]>(
            "[...document.querySelectorAll('.left-out')].map(part => part.getComputedTextLength())");
        Assert.All(hidden, width => Assert.Equal(0, width));
        Assert.All(values, value => Assert.Contains(titles, title => title.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Selection_InTheTableAndInThePicture_IsTheSame()
    {
        await Client.CreateStoryAsync();
        var page = await OpenAsync("/console#/customers/1");

        await page.SelectAsync(2);
        await page.Page.ClickAsync(Node.Replace("{0}", "3", StringComparison.Ordinal));

        Assert.Equal(
            ["Select contact 2", "Select contact 3"],
            await page.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('td :checked')].map(box => box.ariaLabel)"));
        Assert.Equal(
            ["Contact 2", "Contact 3"],
            await page.Page.EvaluateExpressionAsync<string[]>(
                "[...document.querySelectorAll('.node[aria-pressed=true]')].map(node => node.ariaLabel.split(',')[0])"));
        await page.SelectAsync(3);
        Assert.Equal("1 contact of 4 selected: 2", await page.TextAsync("#change + p"));
        Assert.Single(await page.Page.QuerySelectorAllAsync(".node[aria-pressed=true]"));
    }

    [Fact]
    public async Task Identifier_WhenItIsShared_IsMarkedInWordsAndByItsShape()
    {
        await Client.CreateStoryAsync();

        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        var nodes = await page.Page.EvaluateExpressionAsync<string[]>(
            """
            [...document.querySelectorAll('.node.identifier')].filter(node => node.textContent.includes('☎')).map(node => [
              node.ariaLabel,
              node.lastElementChild.previousSibling.textContent.trim(),
              getComputedStyle(node.querySelector('.shape')).strokeDasharray,
            ].join(' | '))
            """);
        Assert.Equal(
            [
                $"Phone number {Story.FamilyPhone}, held by 3 contacts | {Story.FamilyPhone} | none",
                $"Phone number {Story.SharedPhone}, shared, held by 1 contact | shared | 3px, 3px",
            ],
            nodes);
        Assert.Single(await page.Page.QuerySelectorAllAsync(".edge.to-shared"));
        Assert.Contains("A value marked “shared” no longer links", await page.TextAsync("figcaption"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, 150)]
    [InlineData(151, 2)]
    public async Task Picture_WhenACustomerHasManyContacts_GroupsThemAbove150(int contacts, int nodes)
    {
        await Database.InsertCustomerAsync(contacts, LargeCustomer.Star);

        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        Assert.Equal(contacts, (await page.Page.QuerySelectorAllAsync("#records + div tbody tr")).Length);
        Assert.Equal(nodes, (await page.Page.QuerySelectorAllAsync(".picture .node.contact")).Length);
    }

    [Fact]
    public async Task Group_WhenItIsSelected_SelectsAllItsContacts()
    {
        await Database.InsertCustomerAsync(151, LargeCustomer.Star);
        var page = await OpenAsync("/console#/customers/1");
        await page.Page.WaitForSelectorAsync(".picture .node");

        await page.Keyboard.TabToAsync(".picture .node");
        await page.Keyboard.PressAsync("PageDown", "Enter");

        Assert.Equal(
            "150 contacts of 151 selected: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … and 140 more", await page.TextAsync("#change + p"));
    }
}
