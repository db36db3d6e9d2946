using System.Globalization;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>Uses a page by the keyboard alone.</summary>
internal sealed class PageKeyboard(IPage page)
{
    // More than any page has that can be focused.
    private const int MostTabs = 300;

    // How an element and the ring inside of it look, for each element that had the focus.
    private const string AddFocused =
        """
        () => {
          const { activeElement } = document;
          globalThis.lookOf = element => {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
            const ring = element.querySelector(':scope > .focus-ring');
            return [outlineStyle, outlineWidth, boxShadow, ring && getComputedStyle(ring).stroke].join();
          };
          globalThis.focused ??= new Map();
          const isNew = !focused.has(activeElement);
          focused.set(activeElement, lookOf(activeElement));
          return isNew;
        }
        """;

    private const string FindUnseen =
        """
        () => {
          focused.delete(document.body);
          focused.delete(document.getElementById('main'));
          document.activeElement.blur();
          const unseen = [...focused].filter(([element, look]) => look === lookOf(element)).map(([element]) => element.outerHTML);
          return [String(focused.size), ...unseen];
        }
        """;

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

    /// <summary>Presses Tab through the whole page.</summary>
    /// <returns>How many elements got the focus, and those that look the same with and without it.</returns>
    public async Task<(int Reached, IReadOnlyList<string> Unseen)> FindUnseenFocusAsync()
    {
        var tabs = 0;
        while (await page.EvaluateFunctionAsync<bool>(AddFocused))
        {
            if (tabs++ == MostTabs)
                throw new InvalidOperationException("Tab does not reach the end of the page.");
            await PressAsync("Tab");
        }

        var found = await page.EvaluateFunctionAsync<string[]>(FindUnseen);
        return (int.Parse(found[0], CultureInfo.InvariantCulture), found[1..]);
    }

    /// <summary>Whether the element that has the focus matches the selector.</summary>
    public Task<bool> IsFocusedAsync(string selector) =>
        page.EvaluateFunctionAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector);
}
