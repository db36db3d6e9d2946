using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// The contract's section 7: one import runs at a time, any replica shows it and cancels it, and none is left behind by a crash.
/// </summary>
public abstract class ImportProgressTests(TestDatabase database) : ImportTestBase(database)
{
    private const int Rows = 2500;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StoreOneAsync();
    }

    [Fact]
    public async Task Get_WhileTheImportRuns_ShowsHowFarItIs()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        var path = await ImportAsync(service.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();

        var running = await WaitForAsync(service.Client, path, import => import.GetProperty("rows").GetInt32() > 0);

        Assert.Equal("running", StateOf(running));
        Assert.InRange(running.GetProperty("rows").GetInt32(), 1, Rows - 1);
        Assert.NotEqual(JsonValueKind.Null, running.GetProperty("startedAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("largestCustomers").ValueKind);
        holds.Release();
        Assert.Equal(Rows, (await WaitForEndAsync(service.Client, path)).GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task Stream_WhenTheImportRuns_SendsItAfterEachChangeAndEndsWithIt()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        await using var other = await StartAsync();
        var path = await ImportAsync(service.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/event-stream") } } };
        using var response = await other.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        var imports = new List<JsonElement>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
        {
            Assert.Equal("import", item.EventType);
            imports.Add(JsonDocument.Parse(item.Data).RootElement);
            if (imports[^1].GetProperty("rows").GetInt32() > 0)
                holds.Release();
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.True(imports.Count >= 2, $"{imports.Count} events");
        Assert.All(imports.SkipLast(1), import => Assert.Equal("running", StateOf(import)));
        Assert.Equal(("done", Rows), (StateOf(imports[^1]), imports[^1].GetProperty("rows").GetInt32()));
        Assert.Equal(JsonValueKind.Array, imports[^1].GetProperty("largestCustomers").ValueKind);
    }

    [Fact]
    public async Task Stream_WhenTheServiceStops_Ends()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync();
        await using var other = await StartAsync(holds);
        var path = await ImportAsync(other.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/event-stream") } } };
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        var stream = SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation);
        await using var events = stream.GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());

        await service.StopAsync().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);

        do
            Assert.Equal("running", StateOf(JsonDocument.Parse(events.Current.Data).RootElement));
        while (await events.MoveNextAsync());
        Assert.Equal("running", StateOf(await GetAsync(other.Client, path)));
        holds.Release();
    }

    [Fact]
    public async Task Start_WhenSeveralReplicasHaveFiles_RunsOneAtATimeInOrder()
    {
        var holds = new HeldImports();
        await using var first = await StartAsync(holds);
        await using var second = await StartAsync(holds);
        var paths = new List<string>();
        for (var count = 0; count < 6; count++)
            paths.Add(await ImportAsync(count % 2 == 0 ? second.Client : first.Client, FileWith(Rows)));
        await holds.WaitUntilHeldAsync();

        // The progress is stored less often than the others look whether they may begin, so they have looked by then.
        await WaitForAsync(first.Client, paths[0], import => import.GetProperty("rows").GetInt32() > 0);
        foreach (var path in paths.Skip(1))
            Assert.Equal(JsonValueKind.Null, (await GetAsync(first.Client, path)).GetProperty("startedAt").ValueKind);
        holds.Release();

        var ended = new List<JsonElement>();
        foreach (var path in paths)
            ended.Add(await WaitForEndAsync(first.Client, path));
        Assert.Equal(1, holds.MostAtATime);
        Assert.All(ended, import => Assert.Equal("done", StateOf(import)));
        Assert.Equal(ended.Select(StartOf).Order(), ended.Select(StartOf));
        Assert.Equal(1 + Rows, (await Database.ReadContactsAsync()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_WhenTheImportRuns_EndsItAfterTheBatch(bool isOnAnotherReplica)
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        await using var other = await StartAsync();
        var path = await ImportAsync(service.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();

        await CancelAsync(isOnAnotherReplica ? other.Client : service.Client, path);

        Assert.Equal("cancelled", StateOf(await GetAsync(other.Client, path)));
        var ended = await WaitForEndAsync(other.Client, path);
        Assert.Equal("cancelled", StateOf(ended));
        Assert.InRange(ended.GetProperty("rows").GetInt32(), 1, Rows - 1);
        Assert.Equal(1 + ended.GetProperty("rows").GetInt32(), (await Database.ReadContactsAsync()).Count);
        await WaitUntilNothingIsReceivedAsync();
    }

    [Fact]
    public async Task Cancel_WhenTheImportWaits_NeverBeginsIt()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        var running = await ImportAsync(service.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();
        var waiting = await ImportAsync(service.Client, FileWith(Rows));

        await CancelAsync(service.Client, waiting);

        var ended = await WaitForEndAsync(service.Client, waiting);
        Assert.Equal(("cancelled", JsonValueKind.Null), (StateOf(ended), ended.GetProperty("startedAt").ValueKind));
        Assert.Equal("running", StateOf(await GetAsync(service.Client, running)));
        holds.Release();
        Assert.Equal("done", StateOf(await WaitForEndAsync(service.Client, running)));
    }

    [Fact]
    public async Task Cancel_WhenTheImportHasEnded_ChangesNothing()
    {
        await using var service = await StartAsync();
        var path = await ImportAsync(service.Client, FileWith(1));
        await WaitForEndAsync(service.Client, path);

        await CancelAsync(service.Client, path);

        Assert.Equal("done", StateOf(await GetAsync(service.Client, path)));
    }

    [Fact]
    public async Task Stop_WhenImportsRunAndWait_InterruptsThemAndRemovesTheirFiles()
    {
        var holds = new HeldImports();
        await using var service = await StartAsync(holds);
        await using var other = await StartAsync();
        var running = await ImportAsync(service.Client, FileWith(Rows));
        await holds.WaitUntilHeldAsync();
        var waiting = await ImportAsync(service.Client, FileWith(Rows));

        await service.StopAsync();

        Assert.Equal("interrupted", StateOf(await GetAsync(other.Client, running)));
        Assert.Equal("interrupted", StateOf(await GetAsync(other.Client, waiting)));
        Assert.InRange((await Database.ReadContactsAsync()).Count, 1, Rows - 1);
        Assert.Empty(ReceivedFiles);
    }

    [Fact]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    public async Task Import_WhenItsProcessIsKilled_IsInterruptedAndTheNextOneBegins()
    {
        string killed;
        string next;
        await using var other = await StartAsync(null, ("Import:Folder", Folder + "-other"));
        await using (var service = await ServiceProcess.StartAsync(Settings))
        {
            killed = await ImportAsync(service.Client, FileWith(400_000));
            next = await ImportAsync(other.Client, FileWith(1));
            await WaitForAsync(other.Client, killed, import => import.GetProperty("rows").GetInt32() > 0);
            await service.KillAsync();
        }

        var interrupted = await WaitForEndAsync(other.Client, killed);

        Assert.Equal("interrupted", StateOf(interrupted));
        Assert.Equal("done", StateOf(await WaitForEndAsync(other.Client, next)));
        // It has a folder of its own, so only a restart of the killed process removes the file.
        Assert.Single(ReceivedFiles);
        await using var restarted = await StartAsync();
        await WaitUntilNothingIsReceivedAsync();
        Directory.Delete(Folder + "-other", recursive: true);
    }

    [Fact]
    [SameOnAllVersions("The process of the service is killed, and the server runs on.")]
    public async Task Start_WhenTheOnlyProcessWasKilled_InterruptsTheImportAndRemovesTheFile()
    {
        string path;
        await using (var service = await ServiceProcess.StartAsync(Settings))
        {
            path = await ImportAsync(service.Client, FileWith(400_000));
            await WaitForAsync(service.Client, path, import => import.GetProperty("rows").GetInt32() > 0);
            await service.KillAsync();
        }

        Assert.Single(ReceivedFiles);

        await using var restarted = await StartAsync();

        Assert.Equal("interrupted", StateOf(await WaitForEndAsync(restarted.Client, path)));
        await WaitUntilNothingIsReceivedAsync();
    }

    private static DateTime StartOf(JsonElement import) => import.GetProperty("startedAt").GetDateTime();

    private static async Task CancelAsync(HttpClient client, string path)
    {
        using var response = await client.DeleteAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private async Task WaitUntilNothingIsReceivedAsync()
    {
        for (var attempts = 0; ReceivedFiles.Any(); attempts++)
        {
            Assert.True(attempts < 1200, "A file was left behind.");
            await Task.Delay(50, Cancellation);
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ImportProgressTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ImportProgressTests(database), IClassFixture<PostgresDatabase>;
}
