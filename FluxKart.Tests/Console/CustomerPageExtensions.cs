using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>Opens the forms of a customer's page, and reads their previews.</summary>
internal static class CustomerPageExtensions
{
    /// <summary>What a form needs before its preview can be seen. Each is for customer 1 of <see cref="Story"/>.</summary>
    private static readonly Dictionary<string, (long[] Selection, string Button, string Preview)> Forms = new()
    {
        ["split"] = ([2], "Split off the selection…", "form.change .sides"),
        ["remove"] = ([2], "Remove the selection…", "form.change .sides"),
        ["merge"] = ([], "Merge with another customer…", "form.change .sides"),
        ["erase"] = ([], "Erase the customer…", "form.change .sides"),
        ["separation"] = ([1, 2], "What would separate the two?", ".change ul button"),
        ["mark"] = ([1, 2], "What would separate the two?", ".change form .sides"),
        ["undo"] = ([], "Undo…", ".timeline .sides"),
    };

    public static TheoryData<string> NamesOfForms => [.. Forms.Keys];

    /// <summary>Opens a form by its name, up to its preview.</summary>
    public static async Task OpenFormAsync(this ConsolePage page, string name)
    {
        var (selection, button, preview) = Forms[name];
        foreach (var id in selection)
            await page.SelectAsync(id);
        await page.PressButtonAsync(button);
        if (name == "merge")
            await page.Keyboard.TypeAsync($"{Story.OtherCustomer}");
        if (name == "mark")
            await page.PressButtonAsync("Mark as shared and take apart…");
        await page.Page.WaitForSelectorAsync(preview);
    }

    public static async Task SelectAsync(this ConsolePage page, long contact)
    {
        var box = await page.Page.WaitForSelectorAsync($"input[aria-label='Select contact {contact}']");
        await box.ClickAsync();
    }

    /// <summary>Presses the button with this text as soon as it is enabled.</summary>
    public static async Task PressButtonAsync(this ConsolePage page, string text)
    {
        var button = await page.Page.WaitForFunctionAsync(
            "text => [...document.querySelectorAll('button:enabled')].find(button => button.textContent === text)", text);
        await ((IElementHandle)button).ClickAsync();
    }

    /// <summary>The customers on one side of the preview, such as "Customer 1 has 2 contacts: 1, 2".</summary>
    /// <param name="page">The page.</param>
    /// <param name="side">Before or After.</param>
    public static async Task<string[]> ReadPreviewAsync(this ConsolePage page, string side)
    {
        await page.Page.WaitForSelectorAsync(".sides");
        return await page.Page.EvaluateFunctionAsync<string[]>(
            """
            side => [...document.querySelectorAll(`.sides [aria-label=${side}] .summary`)]
              .map(customer => `${customer.querySelector('h4').textContent} has ${customer.querySelector('p').textContent}`)
            """,
            side);
    }

    public static async Task WaitForNoticeAsync(this ConsolePage page, string text) => await page.Page.WaitForFunctionAsync(
        "text => document.querySelector('.notice p')?.textContent === text", text);
}
