using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>Uses a page by the keyboard alone.</summary>
internal sealed class PageKeyboard(IPage page)
{
    // More than any page has that can be focused.
    private const int MostTabs = 300;

    /// <summary>Presses keys one after the other.</summary>
    /// <param name="keys">Names such as <c>Enter</c> or <c>/</c>, also with modifiers: <c>Shift+Tab</c>.</param>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var parts in keys.Select(key => key.Split('+')))
        {
            foreach (var modifier in parts[..^1])
                await page.Keyboard.DownAsync(modifier);
            await page.Keyboard.PressAsync(parts[^1]);
            foreach (var modifier in parts[..^1])
                await page.Keyboard.UpAsync(modifier);
        }
    }

    /// <summary>Types a text into the element that has the focus.</summary>
    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Presses Tab until an element that matches the selector has the focus. Fails if none of them can get it.</summary>
    /// <returns>How often it pressed Tab.</returns>
    public async Task<int> TabToAsync(string selector)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await IsFocusedAsync(selector))
                return tabs;
            await PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not reach {selector}.");
    }

    /// <summary>Whether the element that has the focus matches the selector.</summary>
    public Task<bool> IsFocusedAsync(string selector) =>
        page.EvaluateFunctionAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector);
}
