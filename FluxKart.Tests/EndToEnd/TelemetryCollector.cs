using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Receives what a service exports by OTLP over HTTP. It keeps the raw protobuf, which contains all text as UTF-8.</summary>
internal sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Tenant, string Body)> received = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly WebApplication app;

    private TelemetryCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v1/{signal}", ReceiveAsync);
    }

    /// <summary>The settings of a service that exports to this collector at short intervals.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    /// <summary>The settings of a service that exports only one signal, <c>traces</c> or <c>metrics</c>, to this collector.</summary>
    public Dictionary<string, string?> SettingsForOnly(string signal) => new()
    {
        [$"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_ENDPOINT"] = $"{app.Urls.Single()}/v1/{signal}",
        [$"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_PROTOCOL"] = "http/protobuf",
        [$"OTEL_EXPORTER_OTLP_{signal.ToUpperInvariant()}_HEADERS"] = "tenant=shop",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    /// <summary>The signals received so far.</summary>
    public IEnumerable<string> Signals => received.Select(message => message.Path.Split('/')[^1]).Distinct();

    /// <summary>The header <c>tenant</c> of the requests received so far.</summary>
    public IEnumerable<string> Tenants => received.Select(message => message.Tenant).Distinct();

    /// <summary>All messages received so far, joined into one text.</summary>
    public string AllMessages => string.Concat(received.Select(message => message.Body));

    public static async Task<TelemetryCollector> StartAsync()
    {
        var collector = new TelemetryCollector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Waits until a message of a signal, <c>traces</c> or <c>metrics</c>, contains the text. Fails if none does for a while.</summary>
    public async Task WaitForAsync(string signal, string text)
    {
        var waited = Stopwatch.StartNew();
        while (!received.Any(message =>
            message.Path.EndsWith(signal, StringComparison.Ordinal) && message.Body.Contains(text, StringComparison.Ordinal)))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"No {signal} with '{text}' have arrived.");
            await arrived.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
        received.Enqueue((context.Request.Path, context.Request.Headers["tenant"].ToString(), await reader.ReadToEndAsync()));
        arrived.Release();
    }
}
