using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>axe, which finds what hinders people who use a keyboard, a screen reader or high contrast.</summary>
internal static class Axe
{
    // target-size belongs to WCAG 2.2 AA, but is off unless it is asked for.
    private const string Run =
        """
        async () => {
          const { violations } = await axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
          return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}: ${node.html}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <returns>A line for each element that breaks a rule.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateExpressionAsync($"globalThis.axe ?? (() => {{ {Script} }})()");
        return await page.EvaluateFunctionAsync<string[]>(Run);
    }
}
