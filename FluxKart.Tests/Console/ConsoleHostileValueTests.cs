using System.Text.Json.Nodes;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Webhooks;
using PuppeteerSharp;

namespace FluxKart.Tests.Console;

/// <summary>
/// The console with a service of which every text looks like HTML, in whichever field it is. So no value that the service accepts, now or
/// later, can become more than text.
/// </summary>
public sealed class ConsoleHostileValueTests(SqliteDatabase database, Browser browser)
    : ConsoleTests(database, browser), IClassFixture<SqliteDatabase>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    // The service chooses these, and the console reads what they mean.
    private static readonly HashSet<string> Words =
    [
        "type", "state", "linkPrecedence", "scopes", "by", "next",
        "createdAt", "at", "time", "computedAt", "startedAt", "endedAt", "failingSince", "nextAttemptAt", "lastDeliveredAt",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    public static TheoryData<string> Forms => CustomerPageExtensions.NamesOfForms;

    protected override IReadOnlyDictionary<string, string?> Settings => base.Settings
        .Append(new("Import:Folder", folder.CreateSubdirectory("imports").FullName))
        .Append(new("Webhooks:Endpoints:0:Name", "shop"))
        // Nothing listens there.
        .Append(new("Webhooks:Endpoints:0:Url", "http://127.0.0.1:9"))
        .Append(new("Webhooks:Endpoints:0:Secrets:0", WebhookSetup.Secret))
        .ToDictionary();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData("customers/1", 20)]
    [InlineData("suggestions", 2)]
    [InlineData("imports", 1)]
    [InlineData("activity", 3)]
    public async Task Page_WhenEveryTextLooksLikeHtml_ShowsItAsText(string address, int texts)
    {
        var page = await OpenHostileAsync(address);

        await AssertTextAsync(page, texts);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_WhenEveryTextLooksLikeHtml_ShowsItAsText(string form)
    {
        var page = await OpenHostileAsync("customers/1");
        await page.OpenFormAsync(form);

        await AssertTextAsync(page, 20);
    }

    [Fact]
    public async Task Chain_WhenItsValuesLookLikeHtml_ShowsThemAsText()
    {
        var page = await OpenHostileAsync("customers/1");
        await page.SelectAsync(1);
        await page.SelectAsync(2);

        await page.Page.WaitForExpressionAsync($"document.querySelector('.picture-chain').textContent.includes('{Hostile}')");
        await AssertTextAsync(page, 20);
    }

    [Fact]
    public async Task Import_WhenItsNameAndItsRowsLookLikeHtml_ShowsThemAsText()
    {
        var file = Path.Combine(folder.FullName, "<img src=x onerror=alert(1)>.csv");
        await File.WriteAllTextAsync(file, $"{Hostile},customer\nada@example.com,{Hostile}\n{Hostile},2\n", Cancellation);
        var page = await OpenAsync("/console#/imports");
        await page.Page.WaitForSelectorAsync("#file");
        await page.Page.EvaluateExpressionAsync("document.querySelector('details').open = true");
        await page.Page.TypeAsync("#option-columns", $"email:{Hostile},customer:customer");
        await (await page.Page.QuerySelectorAsync("#file")).UploadFileAsync(file);
        await page.Page.WaitForSelectorAsync("#sample");
        // The columns, the customer and the error.
        await AssertTextAsync(page, 3);

        await page.PressButtonAsync("Import");

        await page.Page.WaitForFunctionAsync("text => document.querySelector('main li.card details')?.textContent.includes(text)", Hostile);
        await AssertTextAsync(page, 4);
    }

    [Theory]
    [InlineData("#/customers/")]
    [InlineData("#/customers/1/")]
    [InlineData("#/")]
    public async Task Address_WhenItLooksLikeHtml_IsOnlyText(string start)
    {
        await Client.CreateStoryAsync();
        var page = await OpenAsync($"/console{start}{Uri.EscapeDataString(Hostile)}");
        await page.Page.WaitForSelectorAsync("main > *");

        Assert.Null(await page.Page.QuerySelectorAsync("main img"));
    }

    [Fact]
    public async Task Problem_WhenItLooksLikeHtml_IsOnlyText()
    {
        var page = await OpenHostileAsync("");
        await page.Page.TypeAsync("#search-box", $"{Hostile}@");
        await page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForSelectorAsync(".problem code");

        Assert.Contains(Hostile, await page.TextAsync(".problem"), StringComparison.Ordinal);
        await AssertTextAsync(page, 8);
        Assert.Contains("status of 400", Assert.Single(await page.TakeProblemsAsync()), StringComparison.Ordinal);
    }

    /// <param name="page">The page.</param>
    /// <param name="least">How many texts must look like HTML at least, so that a page without any proves nothing.</param>
    private static async Task AssertTextAsync(ConsolePage page, int least)
    {
        var texts = (await page.TextAsync("main")).Split(Hostile).Length - 1;
        Assert.True(texts >= least, $"Only {texts} texts look like HTML.");
        Assert.Null(await page.Page.QuerySelectorAsync("img"));
    }

    private async Task<ConsolePage> OpenHostileAsync(string address)
    {
        await Client.CreateStoryAsync();
        using var file = new StringContent($"email,phoneNumber\nnobody,{Hostile}\n", System.Text.Encoding.UTF8, "text/csv");
        using var import = await Client.PostAsync("/imports", file, Cancellation);
        import.EnsureSuccessStatusCode();
        var page = await OpenAsync("/health/live");
        await page.Page.SetRequestInterceptionAsync(true);
        page.Page.AddRequestInterceptor(RespondAsync);
        await page.Page.GoToAsync(new Uri(Client.BaseAddress!, $"/console#/{address}").AbsoluteUri);
        await page.Page.WaitForSelectorAsync("main:not([aria-busy]) h1");
        return page;
    }

    /// <summary>Responds as the service does, but with hostile texts.</summary>
    private async Task RespondAsync(IRequest request)
    {
        using var sent = new HttpRequestMessage(new HttpMethod(request.Method.Method), request.Url);
        if (request.HasPostData)
        {
            // What the page sends back must be what the service knows.
            sent.Content = new StringContent((await request.FetchPostDataAsync()).Replace(Hostile, "", StringComparison.Ordinal));
            sent.Content.Headers.ContentType = new(request.Headers["content-type"]);
        }

        using var received = await Client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        if (received.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
        {
            await request.ContinueAsync(new Payload(), 0);
            return;
        }

        var body = JsonNode.Parse(await received.Content.ReadAsStringAsync(Cancellation))!;
        MakeHostile(body);
        await request.RespondAsync(
            new ResponseData { Status = received.StatusCode, ContentType = "application/json", Body = body.ToJsonString() }, 0);
    }

    private static void MakeHostile(JsonNode node)
    {
        if (node is JsonObject properties)
        {
            foreach (var (name, value) in properties.Where(property => !Words.Contains(property.Key)).ToList())
                properties[name] = Hostilised(value);
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
                items[index] = Hostilised(items[index]);
        }
    }

    private static JsonNode? Hostilised(JsonNode? value)
    {
        if (value is JsonValue text && text.TryGetValue<string>(out var old))
            return old + Hostile;
        if (value is not null)
            MakeHostile(value);
        return value?.DeepClone();
    }
}
