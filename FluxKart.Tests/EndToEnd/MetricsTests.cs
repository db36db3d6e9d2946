using System.Globalization;
using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

public abstract class MetricsTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Metrics_WhenRequestsHadEveryOutcome_CountEachOutcome()
    {
        // A separate process, because the metrics of all services in one process are collected together.
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        await service.Client.IdentifyAsync("a@example.com", "1");
        await service.Client.IdentifyAsync("b@example.com", "2");
        await service.Client.IdentifyAsync("c@example.com", "2");
        await service.Client.IdentifyAsync("c@example.com", null);
        await service.Client.IdentifyAsync("c@example.com", "2");
        await service.Client.IdentifyAsync("a@example.com", "2");
        foreach (var invalidBody in new[] { "{}", "no JSON", $"\"{new string('x', 300_000)}\"", """{"email":"a"}""" })
            (await service.Client.PostIdentifyAsync(invalidBody, expectContinue: true)).Dispose();

        var metrics = await service.Client.GetStringAsync("/metrics", Cancellation);

        Assert.Equal(2, Value(metrics, "fluxkart_identify_requests_total", "outcome=\"created\""));
        Assert.Equal(1, Value(metrics, "fluxkart_identify_requests_total", "outcome=\"extended\""));
        Assert.Equal(2, Value(metrics, "fluxkart_identify_requests_total", "outcome=\"matched\""));
        Assert.Equal(1, Value(metrics, "fluxkart_identify_requests_total", "outcome=\"merged\""));
        Assert.Equal(4, Value(metrics, "fluxkart_identify_requests_total", "outcome=\"refused\""));
        Assert.Equal(1, Value(metrics, "fluxkart_identify_merges_total"));
        Assert.Equal(2, Value(metrics, "fluxkart_events_written_total", "type=\"contact.created\""));
        Assert.Equal(1, Value(metrics, "fluxkart_events_written_total", "type=\"contact.linked\""));
        Assert.Equal(1, Value(metrics, "fluxkart_events_written_total", "type=\"contact.merged\""));
        Assert.Equal(0, Value(metrics, "fluxkart_events_streams"));
        Assert.Equal(6, Value(metrics, "fluxkart_customer_size_count"));
        Assert.Equal(1 + 1 + 2 + 2 + 2 + 3, Value(metrics, "fluxkart_customer_size_sum"));
        Assert.Equal(4, Value(metrics, "fluxkart_persistence_lock_wait_seconds_count"));
        Assert.Equal(0, Value(metrics, "fluxkart_identification_queue_length", "queue=\"read\""));
        Assert.Equal(0, Value(metrics, "fluxkart_identification_queue_length", "queue=\"write\""));
        Assert.Equal(6, Value(metrics, "fluxkart_identification_batch_size_sum", "queue=\"read\""));
        Assert.Equal(4, Value(metrics, "fluxkart_identification_queue_wait_seconds_count", "queue=\"write\""));
        Assert.Equal(6, Value(metrics, "http_server_request_duration_seconds_count", "http_response_status_code=\"200\"", "http_route=\"identify\""));
    }

    [Fact]
    public async Task Metrics_WhenAFileWasImported_CountItsRowsButNotThoseOfADryRun()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        foreach (var query in new[] { "?dryRun=true", "" })
        {
            using var file = new StringContent("email\na@example.com\nb@example.com\na@example.com\nnobody\n");
            file.Headers.ContentType = new("text/csv");
            using var response = await service.Client.PostAsync($"/imports{query}", file, Cancellation);
            while (!(await service.Client.GetStringAsync(response.Headers.Location, Cancellation)).Contains("\"done\"", StringComparison.Ordinal))
                await Task.Delay(50, Cancellation);
        }

        var metrics = await service.Client.GetStringAsync("/metrics", Cancellation);

        Assert.Equal(2, Value(metrics, "fluxkart_import_rows_total", "outcome=\"created\""));
        Assert.Equal(0, Value(metrics, "fluxkart_import_rows_total", "outcome=\"linked\""));
        Assert.Equal(0, Value(metrics, "fluxkart_import_rows_total", "outcome=\"merged\""));
        Assert.Equal(1, Value(metrics, "fluxkart_import_rows_total", "outcome=\"matched\""));
        Assert.Equal(1, Value(metrics, "fluxkart_import_rows_total", "outcome=\"refused\""));
        Assert.Equal(0, Value(metrics, "fluxkart_import_running"));
    }

    [Fact]
    public async Task Metrics_WhenNothingHasHappenedYet_HaveEachCounterAtZero()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);

        var metrics = await service.Client.GetStringAsync("/metrics", Cancellation);

        foreach (var outcome in new[] { "matched", "created", "extended", "merged", "refused" })
            Assert.Equal(0, Value(metrics, "fluxkart_identify_requests_total", $"outcome=\"{outcome}\""));
        foreach (var field in new[] { "email", "phoneNumber" })
            Assert.Equal(0, Value(metrics, "fluxkart_identify_ignored_values_total", $"field=\"{field}\""));
        foreach (var outcome in new[] { "created", "linked", "merged", "matched", "refused" })
            Assert.Equal(0, Value(metrics, "fluxkart_import_rows_total", $"outcome=\"{outcome}\""));
        Assert.Equal(0, Value(metrics, "fluxkart_import_running"));
        Assert.Equal(0, Value(metrics, "fluxkart_identify_merges_total"));
        Assert.Equal(0, Value(metrics, "fluxkart_persistence_retries_total"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Keys.Identify, HttpStatusCode.Forbidden)]
    [InlineData(Keys.Read, HttpStatusCode.OK)]
    public async Task Metrics_WhenKeysAreConfigured_RequireTheReadScope(string? key, HttpStatusCode status)
    {
        await using var service = await FluxKartService.StartAsync([.. Database.Configuration, .. Keys.SettingsForBoth()]);
        if (key is not null)
            service.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var response = await service.Client.GetAsync("/metrics", Cancellation);

        if (status == HttpStatusCode.OK)
        {
            Assert.Equal(status, response.StatusCode);
            return;
        }

        await response.ReadProblemAsync(status);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private static double Value(string metrics, string name, params string[] labels) => double.Parse(
        metrics.Split('\n').Single(line =>
            line.StartsWith($"{name}{{", StringComparison.Ordinal)
            && labels.All(label => line.Contains(label, StringComparison.Ordinal))).Split(' ')[1],
        CultureInfo.InvariantCulture);

    public sealed class OnSqlite(SqliteDatabase database) : MetricsTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : MetricsTests(database), IClassFixture<PostgresDatabase>;
}
