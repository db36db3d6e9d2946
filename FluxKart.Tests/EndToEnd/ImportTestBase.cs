using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Tests that send files to a service, which has a folder of imports of its own.</summary>
public abstract class ImportTestBase(TestDatabase database) : DatabaseTests(database)
{
    protected const string Csv = "text/csv";
    protected const string Ndjson = "application/x-ndjson";

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), $"fluxkart-test-{Guid.NewGuid():N}");

    protected Dictionary<string, string?> Settings => new(Database.Configuration) { ["Import:Folder"] = Folder };

    /// <summary>The names of the files in the folder of imports, without those of the rows with errors.</summary>
    protected IEnumerable<string> ReceivedFiles => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".errors.csv", StringComparison.Ordinal))
        : [];

    public override ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        return base.DisposeAsync();
    }

    internal Task<FluxKartService> StartAsync(HeldImports? holds = null, params (string Key, string Value)[] settings)
    {
        var all = Settings;
        foreach (var (key, value) in settings)
            all[key] = value;
        return FluxKartService.StartAsync(all, builder => holds?.AddTo(builder.Services));
    }

    protected static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string text, string query = "", string contentType = Csv, string? coding = null) =>
        SendAsync(client, Encoding.UTF8.GetBytes(text), query, contentType, coding);

    protected static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, byte[] file, string query = "", string? contentType = Csv, string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/imports{query}") { Content = new ByteArrayContent(file) };
        request.Headers.ExpectContinue = true;
        if (contentType is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (coding is not null)
            request.Content.Headers.ContentEncoding.Add(coding);
        return await client.SendAsync(request, Cancellation);
    }

    /// <summary>Sends a file that must be accepted.</summary>
    /// <returns>The path of the import.</returns>
    protected static async Task<string> ImportAsync(HttpClient client, string text, string query = "", string contentType = Csv)
    {
        using var response = await SendAsync(client, text, query, contentType);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.ToString();
    }

    protected static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(path, Cancellation)).RootElement;

    /// <summary>Returns an import when it has ended.</summary>
    protected static Task<JsonElement> WaitForEndAsync(HttpClient client, string path) =>
        WaitForAsync(client, path, import => import.GetProperty("endedAt").ValueKind != JsonValueKind.Null);

    protected static async Task<JsonElement> WaitForAsync(HttpClient client, string path, Func<JsonElement, bool> condition)
    {
        for (var attempts = 0; ; attempts++)
        {
            var import = await GetAsync(client, path);
            if (condition(import))
                return import;
            Assert.True(attempts < 1200, $"It has not come to that: {import}");
            await Task.Delay(50, Cancellation);
        }
    }

    protected static string StateOf(JsonElement import) => import.GetProperty("state").GetString()!;

    /// <summary>Stores a contact, because an import into an empty PostgreSQL database commits no batches.</summary>
    protected Task StoreOneAsync() =>
        Database.ExecuteAsync("INSERT INTO contact (email, linkprecedence) VALUES ('stored@example.com', 'primary')");

    /// <summary>A file with customers who have nothing in common.</summary>
    protected static string FileWith(int rows) =>
        "email,phoneNumber\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"p{row}@example.com,+1415851{row + 1000:0000}\n"));
}
