using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;

namespace FluxKart.Tests.Console;

/// <summary>How the console writes times.</summary>
public sealed class ConsoleTimeTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    [Theory]
    [InlineData("de-DE", "Asia/Tokyo", "02.03.2026, 07:30")]
    [InlineData("en-GB", "Europe/London", "1 Mar 2026, 22:30")]
    public async Task Times_InEachLocale_AreTheReadersAndHaveUtcInTheirTitle(string locale, string timeZone, string expected)
    {
        await Client.IdentifyAsync("ada@example.com", null);
        await Database.ExecuteAsync("UPDATE contact SET createdat = '2026-03-01 22:30:00'");
        var page = await OpenAsync("/health/live");
        var session = await page.Page.CreateCDPSessionAsync();
        await session.SendAsync("Emulation.setLocaleOverride", new { locale });
        await page.Page.EmulateTimezoneAsync(timeZone);

        await page.Page.GoToAsync(new Uri(Client.BaseAddress!, "/console#/customers/1").AbsoluteUri);
        await page.Page.WaitForSelectorAsync("#records + div time");

        Assert.Equal(expected, await page.TextAsync("#records + div time"));
        Assert.Equal(
            "2026-03-01 22:30:00 UTC",
            await page.Page.EvaluateExpressionAsync<string>("document.querySelector('#records + div time').title"));
    }
}
