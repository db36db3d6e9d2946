using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure.Webhooks;
using FluxKart.Tests.Architecture;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>What an operator sees and does of the webhooks. Nothing is sent here: the rows are written by the test.</summary>
public abstract partial class WebhookApiTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Failing =
        """{"name":"mail","url":"https://mail.example/fluxkart","state":"failing","position":1,"behind":2,"failingEventId":2,"failingSince":"T","attempts":4,"nextAttemptAt":"T","lastStatus":500,"lastError":"why","lastDeliveredAt":"T"}""";

    private const string Loyalty =
        """{"name":"Loyalty","url":"https://loyalty.example/","state":"running","position":3,"behind":0,"failingEventId":null,"failingSince":null,"attempts":0,"nextAttemptAt":null,"lastStatus":null,"lastError":null,"lastDeliveredAt":null}""";

    private static readonly WebhookEndpoints Endpoints = new(
    [
        new("mail", new Uri("https://mail.example/fluxkart?token=secret"), []),
        new("Loyalty", new Uri("https://loyalty.example"), [EventTypes.ContactMerged]),
    ]);

    private FluxKartService? service;

    private HttpClient Client => service!.Client;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = await FluxKartService.StartAsync(Database.Configuration, builder => builder.Services.AddSingleton(Endpoints));
    }

    public override async ValueTask DisposeAsync()
    {
        await service!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task List_WhenNoSenderHasRun_ShowsTheNewestEventAndNothingBehind()
    {
        await CauseThreeEventsAsync();

        var mail = Loyalty.Replace("Loyalty", "mail", StringComparison.Ordinal)
            .Replace("https://loyalty.example/", "https://mail.example/fluxkart", StringComparison.Ordinal);
        Assert.Equal($$"""{"webhooks":[{{mail}},{{Loyalty}}]}""", await Client.GetJsonAsync("/webhooks"));
    }

    [Fact]
    public async Task List_WhenAnEventHasFailed_SaysWhichOneSinceWhenAndWhy()
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();

        Assert.Equal($$"""{"webhooks":[{{Failing}},{{Loyalty}}]}""", await Client.GetJsonAsync("/webhooks"));
    }

    [Theory]
    [InlineData("docs/contract.md")]
    [InlineData("FluxKart.Api/Contracts/Webhooks/WebhookResponse.cs")]
    public async Task List_WhenComparedWithADocumentedExample_HasItsPropertiesInTheirOrder(string path)
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, path), Cancellation);

        var documented = Example().Match(text).Value;

        var returned = JsonDocument.Parse(await Client.GetJsonAsync("/webhooks")).RootElement.GetProperty("webhooks")[0];
        Assert.Equal(KindsOf(returned), KindsOf(JsonDocument.Parse(documented).RootElement));
    }

    [Fact]
    public async Task List_WhenAWebhookTakesSomeTypes_CountsOnlyTheseAsBehind()
    {
        await CauseThreeEventsAsync();
        await Client.IdentifyAsync("a@example.com", "2");
        await StoreAsync("loyalty", "1, 'Running', NULL, NULL, 0, NULL, NULL, NULL, NULL");

        Assert.Contains(
            """{"name":"Loyalty","url":"https://loyalty.example/","state":"running","position":1,"behind":1,""",
            await Client.GetJsonAsync("/webhooks"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WhenTheUrlHasAQuery_DoesNotShowIt() =>
        Assert.DoesNotContain("secret", await Client.GetJsonAsync("/webhooks"), StringComparison.Ordinal);

    [Theory]
    [InlineData("/webhooks/mail/resume", null)]
    [InlineData("/webhooks/MAIL/resume", "{}")]
    public async Task Resume_WhenTheWebhookHasStopped_ReturnsItRunning(string path, string? body)
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync(state: "Stopped");

        Assert.Equal(Resumed(position: 1, behind: 2), await ChangeAsync(path, body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task Skip_WhenAnEventHasFailed_ReturnsTheWebhookAfterIt(string? body)
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();

        Assert.Equal(Resumed(position: 2, behind: 1), await ChangeAsync("/webhooks/mail/skip", body));
        using var again = await PostAsync("/webhooks/mail/skip", body);
        Assert.Equal(
            "No delivery has failed, so there is no event to skip.",
            (await again.ReadProblemAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Skip_WhenNoSenderHasRun_Returns409()
    {
        using var response = await PostAsync("/webhooks/mail/skip", null);

        await response.ReadProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Replay_WhenTheWebhookHasComeThatFar_ReturnsItAtTheEvent()
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();

        Assert.Equal(Resumed(position: 0, behind: 3), await ChangeAsync("/webhooks/mail/replay", """{"after":0}"""));
    }

    [Fact]
    public async Task Replay_WhenNoSenderHasRun_ReturnsItAtTheEvent()
    {
        await CauseThreeEventsAsync();

        Assert.Contains(
            "\"position\":2,\"behind\":1,", await ChangeAsync("/webhooks/mail/replay", """{"after":2}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WhenTheWebhookHasNotComeThatFar_Returns409WithItsPosition()
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();

        using var response = await PostAsync("/webhooks/mail/replay", """{"after":2}""");

        Assert.Equal(
            "A replay only goes back, and the webhook is at event 1. Send an id from 0 to 1.",
            (await response.ReadProblemAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString());
        Assert.Equal($$"""{"webhooks":[{{Failing}},{{Loyalty}}]}""", await Client.GetJsonAsync("/webhooks"));
    }

    [Theory]
    [InlineData("{}", """{"after":["Send the id of an event as a whole number, or 0 to begin with the first event."]}""")]
    [InlineData("""{"after":-1}""", """{"after":["Send the id of an event as a whole number, or 0 to begin with the first event."]}""")]
    [InlineData("", """{"body":["The body is missing or null. Send a JSON object such as {\"after\": 1200}, each property once."]}""")]
    public async Task Replay_WhenTheRequestIsInvalid_SaysHowToFixIt(string body, string errors)
    {
        using var response = await PostAsync("/webhooks/mail/replay", body);

        Assert.Equal(errors, (await response.ReadProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").GetRawText());
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("skip")]
    [InlineData("replay")]
    public async Task Change_WhenThereIsNoSuchWebhook_Returns404(string change)
    {
        using var response = await PostAsync($"/webhooks/other/{change}", """{"after":0}""");

        Assert.Equal(
            "There is no webhook with this name. GET /webhooks lists the webhooks.",
            (await response.ReadProblemAsync(HttpStatusCode.NotFound)).GetProperty("detail").GetString());
    }

    // A browser sends a request without a body for any page, without a preflight.
    [Theory]
    [InlineData("resume")]
    [InlineData("skip")]
    public async Task Change_WhenAPageSendsNoJson_Returns415AndChangesNothing(string change)
    {
        await CauseThreeEventsAsync();
        await StoreFailingAsync();

        foreach (var contentType in new[] { null, "text/plain" })
        {
            using var refused = await PostFromPageAsync(change, contentType);
            await refused.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        }

        Assert.Equal($$"""{"webhooks":[{{Failing}},{{Loyalty}}]}""", await Client.GetJsonAsync("/webhooks"));
        using var accepted = await PostFromPageAsync(change, "application/json");
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task EventBody_WhenCompared_IsByteForByteAnEntryOfTheFeed()
    {
        await CauseThreeEventsAsync();
        await Client.IdentifyAsync("a@example.com", "2");
        await Client.PostJsonAsync("/contacts/1/split", """{"contactIds":[2],"reason":"é + <b> \"x\" 😀"}""");
        var feed = await Client.GetByteArrayAsync("/events", Cancellation);
        var entries = JsonDocument.Parse(feed).RootElement.GetProperty("events").EnumerateArray()
            .Select(entry => entry.GetRawText()).ToList();
        await using var scope = service!.Services.CreateAsyncScope();
        var body = scope.ServiceProvider.GetRequiredService<IEventBody>();
        var page = await scope.ServiceProvider.GetRequiredService<IEventLog>().ReadAsync(0, [], 100, Cancellation);

        Assert.Contains(entries, entry => entry.Contains("é + <b>", StringComparison.Ordinal));
        Assert.Equal(entries, page.Events.Select(recorded => Encoding.UTF8.GetString(body.ToJson(recorded))));
    }

    private static string Resumed(long position, long behind) =>
        $$"""{"name":"mail","url":"https://mail.example/fluxkart","state":"running","position":{{position}},"behind":{{behind}},"failingEventId":null,"failingSince":null,"attempts":0,"nextAttemptAt":null,"lastStatus":500,"lastError":"why","lastDeliveredAt":"T"}""";

    private async Task CauseThreeEventsAsync()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await Client.IdentifyAsync("b@example.com", "2");
        await Client.IdentifyAsync("c@example.com", "3");
    }

    private static IEnumerable<string> KindsOf(JsonElement webhook) =>
        webhook.EnumerateObject().Select(property => $"{property.Name}: {property.Value.ValueKind}");

    [GeneratedRegex("""\{\s+"name": "mail"[^}]*\}""")]
    private static partial Regex Example();

    private Task StoreFailingAsync(string state = "Failing") => StoreAsync(
        "mail", $"1, '{state}', 2, '2026-11-26 09:00:00Z', 4, '2026-11-26 09:01:05Z', 500, 'why', '2026-11-26 08:59:58Z'");

    private Task StoreAsync(string name, string values) => Database.ExecuteAsync(
        $"""
         INSERT INTO webhook (name, position, state, failingeventid, failingsince, attempts, nextattemptat, laststatus, lasterror,
             lastdeliveredat, revision, beat)
         VALUES ('{name}', {values}, 0, 0)
         """);

    private async Task<string> ChangeAsync(string path, string? body)
    {
        using var response = await PostAsync(path, body);
        var json = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {json}");
        return HttpExtensions.WithoutTimes(json);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string? body) =>
        body is null ? Client.PostAsync(path, content: null, Cancellation) : Client.PostAsync(path, body);

    private async Task<HttpResponseMessage> PostFromPageAsync(string change, string? contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/mail/{change}");
        request.Headers.Add("Origin", "https://elsewhere.example");
        if (contentType is not null)
            request.Content = new StringContent("{}", Encoding.UTF8, contentType);
        return await Client.SendAsync(request, Cancellation);
    }

    public sealed class OnSqlite(SqliteDatabase database) : WebhookApiTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : WebhookApiTests(database), IClassFixture<PostgresDatabase>;
}
