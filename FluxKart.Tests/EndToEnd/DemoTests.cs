using System.Net.Http.Json;
using System.Text.Json;

namespace FluxKart.Tests.EndToEnd;

/// <summary><c>--demo</c>: invented customers in a temporary database.</summary>
public sealed class DemoTests(RunningDemo demo) : IClassFixture<RunningDemo>
{
    private const string FamilyPhone = "+44 20 7946 0123";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Start_Always_TellsWhereTheConsoleIsAndThatNothingIsKept() => Assert.Contains(
        $"Open {demo.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}/console. Nothing is kept",
        demo.Service.OutputAtStart,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("rosa.keller@example.com", "daniel.keller@example.net")]
    [InlineData("daniel.keller@example.net", "rosa.keller@example.com")]
    public async Task Family_WhenOneOrdersWithTheSharedPhone_StaysApart(string email, string otherEmail)
    {
        var body = await demo.Client.IdentifyAsync(email, FamilyPhone);

        Assert.Contains(email, body, StringComparison.Ordinal);
        Assert.DoesNotContain(otherEmail, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_Always_BeginWithTheMailboxOfTheOffice()
    {
        var suggestions = (await GetAsync("/suggestions")).GetProperty("suggestions");

        Assert.Equal("office@harbour-dental.example", suggestions[0].GetProperty("email").GetString());
        Assert.Equal("+441632960500", suggestions[1].GetProperty("phoneNumber").GetString());
    }

    [Fact]
    public async Task Events_Always_HaveEachTypeThatTheStoryCanHave()
    {
        var events = (await GetAsync("/events?limit=1000")).GetProperty("events");

        Assert.Equal(
            [
                "contact.created", "contact.erased", "contact.link_refused", "contact.linked", "contact.merged", "contact.removed",
                "contact.split", "identifier.shared",
            ],
            events.EnumerateArray().Select(one => one.GetProperty("type").GetString()).Distinct().Order());
    }

    [Fact]
    public async Task Records_WhenAnOrderIsFromThePast_HaveItsDate()
    {
        var customers = await demo.Client.PostAsJsonAsync("/contacts/lookup", new { email = "elena@example.com" }, Cancellation);
        var found = (await customers.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("contacts")[0];

        var records = (await GetAsync($"/contacts/{found.GetProperty("primaryContactId")}/records")).GetProperty("records");

        Assert.InRange(DateTime.UtcNow - records[0].GetProperty("createdAt").GetDateTime(), TimeSpan.FromDays(612), TimeSpan.FromDays(613));
    }

    [Fact]
    public async Task Start_WhenAnotherDatabaseIsConfigured_LeavesItAloneAndSaysSo()
    {
        Assert.Equal("no database", await File.ReadAllTextAsync(demo.DatabaseFile, Cancellation));
        Assert.False(Directory.Exists(demo.ImportFolder));
        Assert.Equal(0, (await GetAsync("/webhooks")).GetProperty("webhooks").GetArrayLength());
        Assert.All(
            demo.Settings.Keys.Where(name => name.Contains(':', StringComparison.Ordinal)),
            name => Assert.Contains(name, demo.Service.OutputAtStart, StringComparison.Ordinal));
        Assert.Contains("because it has a database of its own", demo.Service.OutputAtStart, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_Always_DeletesTheTemporaryDatabase(bool isTerminalClosed)
    {
        await using var another = new RunningDemo();
        await another.InitializeAsync();
        Assert.Single(another.TemporaryFolder.EnumerateFiles("demo.db", SearchOption.AllDirectories));

        await (isTerminalClosed ? another.Service.HangUpAsync() : another.Service.TerminateAsync());

        Assert.Equal(0, await another.Service.WaitForExitAsync());
        Assert.Empty(another.TemporaryFolder.EnumerateFileSystemInfos("fluxkart*"));
    }

    [Theory]
    [InlineData("Argument 1 of the command line does not go with --demo", "export", "--demo")]
    [InlineData("shutdownTimeoutSeconds is 'never'", "--demo", "--shutdownTimeoutSeconds=never")]
    public async Task Start_WhenItFails_SaysWhyAndLeavesNothing(string message, params string[] args)
    {
        await using var another = new RunningDemo();
        another.TemporaryFolder.Create();

        var (exitCode, error) = await ServiceProcess.FailToStartAsync(another.Settings, args);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Empty(another.TemporaryFolder.EnumerateFileSystemInfos("fluxkart*"));
    }

    [Fact]
    public async Task Start_WhenThereIsNoTemporaryFolder_SaysSo()
    {
        await using var another = new RunningDemo();

        var (exitCode, error) = await ServiceProcess.FailToStartAsync(another.Settings, "--demo");

        Assert.Equal(1, exitCode);
        Assert.Contains("FluxKart cannot start: The demo needs a folder for temporary files.", error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> GetAsync(string path) => await demo.Client.GetFromJsonAsync<JsonElement>(path, Cancellation);
}
