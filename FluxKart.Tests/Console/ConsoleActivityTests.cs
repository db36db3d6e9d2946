using System.Text.Json;
using FluxKart.Infrastructure.Webhooks;
using FluxKart.Tests.Databases;
using FluxKart.Tests.EndToEnd;
using FluxKart.Tests.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Console;

/// <summary>The events and the webhooks on the page for activity.</summary>
public sealed class ConsoleActivityTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private LocalReceiver? receiver;

    private LocalReceiver Receiver => receiver!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        base.Settings.Concat(WebhookSetup.Settings(Receiver)).ToDictionary();

    // So that the pauses of the sender are over soon.
    protected override void Customise(WebApplicationBuilder builder) =>
        builder.Services.AddKeyedSingleton<TimeProvider>(WebhooksRegistration.ClockKey, new ScaledClock(5));

    public override async ValueTask InitializeAsync()
    {
        receiver = await LocalReceiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            if (receiver is not null)
                await receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task Events_WhenOneIsWrittenWhileThePageIsOpen_AppearsAtTheTop()
    {
        await Client.IdentifyAsync("ada@example.com", "+4930901820");
        var page = await OpenActivityAsync();
        await page.Page.WaitForExpressionAsync("document.querySelector('#feed + div').textContent.startsWith('Live')");
        Assert.Single(await page.Page.QuerySelectorAllAsync(".feed li"));

        await Client.IdentifyAsync("ben@example.com", "+4930901820");

        await page.Page.WaitForSelectorAsync(".feed li + li");
        const string expected = "Contact 2 was added to customer 1, by the phone number of contact 1.";
        Assert.Equal(expected, await page.TextAsync(".feed li p"));
    }

    [Fact]
    public async Task Pause_WhenAnEventIsWritten_HoldsItBackUntilThePageContinues()
    {
        var page = await OpenActivityAsync();
        await page.Page.WaitForExpressionAsync("document.querySelector('#feed + div').textContent.startsWith('Live')");
        await page.Page.ClickAsync("main header button");

        await Client.IdentifyAsync("ada@example.com", null);

        await page.Page.WaitForExpressionAsync(
            "document.querySelector('#feed + div').textContent.startsWith('Paused. 1 new event so far.')");
        Assert.Empty(await page.Page.QuerySelectorAllAsync(".feed li"));
        await page.Page.ClickAsync("main header button");
        await page.Page.WaitForSelectorAsync(".feed li");
    }

    [Fact]
    public async Task Skip_WhenAnEventIsRefused_SendsTheNextAndShowsThatNothingIsLeft()
    {
        Receiver.Respond = context => RespondAsync(context, ReceivedEvents.IdOf(context.Request) == 1 ? 500 : 200);
        await CauseEventsAsync(3);
        await WaitForStateAsync("failing");
        var page = await OpenActivityAsync();
        Assert.StartsWith("Failing Attempt ", await CellAsync(page, 2), StringComparison.Ordinal);
        Assert.Equal("3", await CellAsync(page, 3));
        Assert.Contains("status 500", await CellAsync(page, 5), StringComparison.Ordinal);
        await page.Page.ClickAsync("button[aria-label='Skip shop']");
        await page.Page.WaitForSelectorAsync("form.change button:focus");
        Assert.StartsWith(
            "shop will never get event 1: Contact 1 is new", await page.TextAsync("#steering-text"), StringComparison.Ordinal);

        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync(".notice:focus");
        Assert.Equal("shop skips event 1.", await page.TextAsync(".notice"));
        await Receiver.WaitForAsync(() => Receiver.Ids.Contains("evt_3"));
        // The page asks again by itself.
        await page.Page.WaitForExpressionAsync(
            "document.querySelector('#webhooks + div tr td:nth-child(3)').textContent === 'Running'"
            + " && document.querySelector('#webhooks + div tr td:nth-child(4)').textContent === '0'");
        Assert.True(await page.Page.EvaluateExpressionAsync<bool>("document.querySelector(\"[aria-label='Skip shop']\").disabled"));
    }

    [Fact]
    public async Task Resume_WhenTheWebhookHasStopped_SendsTheSameEventAgain()
    {
        Receiver.Respond = context => RespondAsync(context, StatusCodes.Status410Gone);
        await CauseEventsAsync(1);
        await WaitForStateAsync("stopped");
        var page = await OpenActivityAsync();
        Assert.Equal("Stopped It waits for an operator.", await CellAsync(page, 2));
        Receiver.Respond = context => RespondAsync(context, StatusCodes.Status200OK);

        await page.Page.ClickAsync("button[aria-label='Resume shop']");

        await page.Page.WaitForSelectorAsync(".notice:focus");
        Assert.Equal("shop sends again within a few seconds.", await page.TextAsync(".notice"));
        await Receiver.WaitForAsync(2);
        Assert.Equal(["evt_1", "evt_1"], Receiver.Ids);
    }

    [Fact]
    public async Task Replay_WhenAnIdIsEntered_SendsEveryEventAfterItAgain()
    {
        await CauseEventsAsync(2);
        await WaitForAsync(webhook => webhook.GetProperty("position").GetInt64() == 2);
        var page = await OpenActivityAsync();
        await page.Page.ClickAsync("button[aria-label='Replay shop']");
        await page.Page.WaitForSelectorAsync("#replay-after:focus");
        Assert.Contains("The last one delivered is 2.", await page.TextAsync("#steering-text"), StringComparison.Ordinal);

        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync(".notice:focus");
        Assert.Equal("shop gets every event after 1 again.", await page.TextAsync(".notice"));
        await Receiver.WaitForAsync(3);
        Assert.Equal(["evt_1", "evt_2", "evt_2"], Receiver.Ids);
    }

    [Fact]
    public async Task Axe_WhenAFormIsOpenAndAWebhookFails_FindsNothing()
    {
        Receiver.Respond = context => RespondAsync(context, 500);
        await CauseEventsAsync(1);
        await WaitForStateAsync("failing");
        var page = await OpenActivityAsync();

        foreach (var action in new[] { "Skip", "Replay" })
        {
            await page.Page.ClickAsync($"button[aria-label='{action} shop']");
            await page.Page.WaitForSelectorAsync("form.change");
            await AssertAccessibleAsync(page);
            await page.Keyboard.PressAsync("Escape");
            Assert.True(await page.Keyboard.IsFocusedAsync($"button[aria-label='{action} shop']"));
        }
    }

    private static Task RespondAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The text of a cell of the only webhook.</summary>
    /// <param name="page">The page.</param>
    /// <param name="column">1 is the URL.</param>
    private static Task<string> CellAsync(ConsolePage page, int column) =>
        page.TextAsync($"#webhooks + div tbody td:nth-child({column + 1})");

    private async Task<ConsolePage> OpenActivityAsync()
    {
        var page = await OpenAsync("/console#/activity");
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) #feed");
        return page;
    }

    private async Task CauseEventsAsync(int count)
    {
        for (var number = 1; number <= count; number++)
            await Client.IdentifyAsync(null, $"{number}");
    }

    private Task WaitForStateAsync(string state) => WaitForAsync(webhook => webhook.GetProperty("state").GetString() == state);

    private async Task WaitForAsync(Predicate<JsonElement> condition)
    {
        for (var attempts = 0; ; attempts++)
        {
            using var webhooks = JsonDocument.Parse(await Client.GetStringAsync("/webhooks", Cancellation));
            if (condition(webhooks.RootElement.GetProperty("webhooks")[0]))
                return;
            Assert.True(attempts < 3000, "It did not happen within 60 s.");
            await Task.Delay(20, Cancellation);
        }
    }
}
