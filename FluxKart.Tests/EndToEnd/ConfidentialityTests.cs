using System.Net;
using System.Text;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Email addresses, phone numbers and keys never appear in a log, trace, metric or error.</summary>
public abstract class ConfidentialityTests(TestDatabase database) : DatabaseTests(database)
{
    // Valid and invalid requests contain all of these.
    private static readonly string[] Marks = ["marked-", "5550199", "fk_", WebhookSecret];

    private const string WebhookSecret = "whsec_FluxKartMustNeverShowThisSecretOfOneWebhook0";

    // Nobody listens there, so each event fails.
    private static readonly KeyValuePair<string, string?>[] Webhook =
    [
        new("Webhooks:Endpoints:0:Name", "shop"),
        new("Webhooks:Endpoints:0:Url", "http://127.0.0.1:1/marked-path?token=marked-token"),
        new("Webhooks:Endpoints:0:Secrets:0", WebhookSecret),
    ];

    // A trace id has exactly 16 bytes.
    private const string LastTraceId = "telemetry-marker";

    [Fact]
    public async Task Service_WhenEveryEndpointGetsMarkedValues_LeaksNoneOfThem()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var service = await ServiceProcess.StartAsync(
            [.. Database.Configuration, .. collector.Settings, .. Keys.SettingsForBoth(), .. Webhook]);
        var errors = new StringBuilder();

        service.Client.DefaultRequestHeaders.UserAgent.ParseAdd("marked-agent");
        service.Client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        service.Client.DefaultRequestHeaders.Add("tracestate", "shop=marked-state");
        await CallEverythingAsync(service.Client, errors);
        await Database.ExecuteAsync("ALTER TABLE contact RENAME TO lost");
        try
        {
            await CallEverythingAsync(service.Client, errors);
        }
        finally
        {
            await Database.ExecuteAsync("ALTER TABLE lost RENAME TO contact");
        }

        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Read);
        service.Client.DefaultRequestHeaders.Remove("traceparent");
        var metrics = await service.Client.GetStringAsync("/metrics", Cancellation);
        using (var last = new HttpRequestMessage(HttpMethod.Get, "/"))
        {
            last.Headers.Add("traceparent", $"00-{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(LastTraceId))}-00f067aa0ba902b7-01");
            (await service.Client.SendAsync(last, Cancellation)).Dispose();
        }

        await collector.WaitForAsync("traces", LastTraceId);
        await collector.WaitForAsync("traces", "fluxkart.webhook");
        await collector.WaitForAsync("metrics", "fluxkart.identify.requests");
        await collector.WaitForAsync("metrics", "fluxkart.webhooks.failed");
        await service.KillAsync();

        AssertHasNoMarks("the log", await service.OutputAfterStart + await service.ErrorOutput, "An unhandled exception has occurred");
        Assert.Contains("The webhook shop fails at event", await service.OutputAfterStart, StringComparison.Ordinal);
        AssertHasNoMarks("an error", errors.ToString(), "traceId");
        AssertHasNoMarks("the metrics", metrics, "fluxkart_identify_requests_total");
        AssertHasNoMarks("the telemetry", collector.AllMessages, "identify batch, read");
        AssertStatementsAreTraced(collector.AllMessages);
    }

    [Fact]
    public async Task Service_WhenEverythingIsLogged_LogsNoValueOfABody()
    {
        await using var service = await ServiceProcess.StartAsync(
        [
            .. Database.Configuration,
            .. Keys.SettingsForBoth(),
            .. Webhook,
            new("Logging:LogLevel:Default", "Trace"),
            new("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"),
        ]);

        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", Keys.Identify);
        await PostEveryBodyAsync(service.Client, new StringBuilder());
        await service.KillAsync();

        AssertHasNoMarks("the log", await service.OutputAfterStart + await service.ErrorOutput, "with arguments");
    }

    protected virtual void AssertStatementsAreTraced(string telemetry)
    {
    }

    private static async Task CallEverythingAsync(HttpClient client, StringBuilder errors)
    {
        foreach (var key in new[] { null, "fk_wrong", Keys.Identify, Keys.Read })
        {
            client.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", key);
            await PostEveryBodyAsync(client, errors);

            foreach (var path in new[]
            {
                "/", "/docs", "/openapi/v1.json", "/health/live", "/health/ready", "/metrics", "/identify", "/contacts",
                "/openapi/marked-one@example.com.json", "/customers/marked-one@example.com", "/contacts/marked-one@example.com", "/contacts/1",
                "/contacts/1/records", "/contacts/1/explanation", "/contacts/1/history", "/contacts/1/export", "/events", "/webhooks",
                "/webhooks/marked-name",
            })
            {
                using var response = await client.GetAsync($"{path}?email=marked-one@example.com&marked-two@example.com&phoneNumber=5550199", Cancellation);
                await CollectErrorAsync(response, errors);
            }
        }
    }

    private static async Task PostEveryBodyAsync(HttpClient client, StringBuilder errors)
    {
        foreach (var body in new[]
        {
            """{"email":"marked-one@example.com","phoneNumber":"5550199"}""",
            """{"email":"marked-two@example.com","phoneNumber":"+15550199"}""",
            """{"email":"marked-two@example.com","phoneNumber":"5550199"}""",
            """{"email":"marked-none","phoneNumber":"call 5550199"}""",
            """{"email":"marked-one@example.com","email":"marked-two@example.com"}""",
            """{"marked-field":"marked-value"}""",
            """{"email":"marked-one@example.com" 5550199""",
            "\"marked-text\"",
        })
        {
            // A plain request, and one for which MVC logs its own arguments.
            foreach (var path in new[] { "/identify", "/identify?dryRun=false" })
            {
                using var response = await client.PostAsync(path, body);
                await CollectErrorAsync(response, errors);
            }
        }
    }

    private static async Task CollectErrorAsync(HttpResponseMessage response, StringBuilder errors)
    {
        if (response.StatusCode >= HttpStatusCode.BadRequest)
            errors.AppendLine(response.Headers.ToString()).AppendLine(await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Also asserts that the text contains <paramref name="mustContain"/>, which proves that it was collected at all.</summary>
    private static void AssertHasNoMarks(string name, string text, string mustContain)
    {
        Assert.True(text.Contains(mustContain, StringComparison.Ordinal), $"'{mustContain}' is not in {name}.");
        foreach (var mark in Marks)
            Assert.True(!text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"'{mark}' is in {name}: {Around(text, mark)}");
    }

    private static string Around(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }

    public sealed class OnSqlite(SqliteDatabase database) : ConfidentialityTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ConfidentialityTests(database), IClassFixture<PostgresDatabase>
    {
        // Traces contain the text of the statements.
        protected override void AssertStatementsAreTraced(string telemetry) =>
            Assert.Contains("pg_advisory_xact_lock", telemetry, StringComparison.Ordinal);
    }
}
