using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>The rates on the page for activity.</summary>
public sealed class ConsoleRatesTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Rates_WhenOrdersCome_ShowHowManyHaveWhichOutcome()
    {
        // A separate process, because the metrics of all services in one process are collected together.
        await using var service = await ServiceProcess.StartAsync(Database.Configuration.Concat(Keys.SettingsForBoth()));
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Identify);
        var page = await OpenAsync(new Uri(service.Client.BaseAddress!, "/console#/activity"));
        await page.EnterKeyAsync(Keys.Read);
        await page.Page.WaitForSelectorAsync("table.rates");
        Assert.Equal("…", await RateAsync(page, "created"));

        for (var number = 1; number <= 5; number++)
            await service.Client.IdentifyAsync(null, $"{number}");

        await page.Page.WaitForExpressionAsync("!document.querySelector('table.rates').textContent.includes('…')");
        Assert.Matches("^[1-9]|^0[.,][1-9]", await RateAsync(page, "created"));
        foreach (var outcome in new[] { "matched", "extended", "merged", "refused" })
            Assert.Matches("^0[.,]0$", await RateAsync(page, outcome));
        // Before the service ends, which the page would report.
        await page.Page.GoToAsync("about:blank");
    }

    private static Task<string> RateAsync(ConsolePage page, string outcome) => page.Page.EvaluateFunctionAsync<string>(
        """
        outcome => [...document.querySelectorAll('table.rates tbody tr')]
          .find(row => row.firstElementChild.textContent === outcome).lastElementChild.textContent
        """,
        outcome);
}
