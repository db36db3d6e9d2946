using FluxKart.Tests.Databases;

namespace FluxKart.Tests.Console;

/// <summary>
/// How long the largest pictures take. Nothing else runs beside these tests, because it would take the processor from them.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class ConsoleDrawingTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    // From the moment when everything is loaded until the browser has painted the picture, in milliseconds: the fastest of three attempts.
    private const string Draw =
        """
        async () => {
          const base = document.querySelector('script[type=module]').src;
          const { picture } = await import(new URL('./picture/picture.js', base));
          const [explanation, { identifiers }] = await Promise.all(
            ['explanation', 'identifiers'].map(async name => (await fetch(`contacts/1/${name}`)).json()));
          const times = [];
          for (let attempt = 0; attempt < 3; attempt++) {
            const start = performance.now();
            document.getElementById('main').replaceChildren(picture(explanation, identifiers, new AbortController().signal));
            document.getElementById('main').getBoundingClientRect();
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - start);
          }
          return Math.min(...times);
        }
        """;

    [Theory]
    [InlineData(LargeCustomer.Star)]
    [InlineData(LargeCustomer.Chain)]
    public async Task Picture_WhenACustomerHasAThousandContacts_IsDrawnInLessThanTwoSeconds(string contacts)
    {
        await Database.InsertCustomerAsync(1000, contacts);
        var page = await OpenAsync("/console");
        await page.Page.WaitForSelectorAsync("#search-box");

        var milliseconds = await page.Page.EvaluateFunctionAsync<double>(Draw);

        Assert.InRange(milliseconds, 0, 2000);
    }
}
