using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Api.Operations.Versions;
using FluxKart.Api.Security.Keys;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Webhooks;
using Microsoft.AspNetCore.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// OpenTelemetry: metrics at <c>/metrics</c> in the Prometheus format, always; and traces and metrics by OTLP if
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or the endpoint of one signal is set. Neither contains an email address, a phone number or a key.
/// </summary>
internal static class TelemetryRegistration
{
    // Npgsql traces its commands by their text, which has parameters in place of the values. SQLite's provider traces nothing.
    private static readonly string[] TracedSources =
        [IdentificationMetrics.MeterName, WebhookMetrics.MeterName, NpgsqlMetricViews.MeterName];

    private static readonly string[] Meters =
    [
        IdentificationMetrics.MeterName,
        EventMetrics.MeterName,
        ImportMetrics.MeterName,
        PersistenceMetrics.MeterName,
        WebhookMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        NpgsqlMetricViews.MeterName,
        "System.Runtime",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, SettingsReader settings)
    {
        // Every error response has problem details, so this sees all of them.
        services.AddOptions<ProblemDetailsOptions>().Configure<IdentificationMetrics>((problems, metrics) =>
            problems.CustomizeProblemDetails = context => CountRefusal(context.HttpContext, metrics));
        services.AddHostedService<CounterStartService>();
        var telemetry = services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES are read last, and win.
            .ConfigureResource(resource => resource
                .AddService("fluxkart", serviceVersion: ServiceVersion.Current.Text)
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                // Two measurements a request, and the queue lengths say more.
                .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                .AddNpgsqlViews()
                .AddPrometheusExporter());
        var otlp = OtlpSettings.Read(settings);
        if (otlp.Metrics is not null)
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter(otlp.Metrics.Apply));
        if (otlp.Traces is not null)
        {
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(options => options.Filter = IsWorthATrace)
                .AddSource(TracedSources)
                // Before the exporter, which takes a trace as the processors before it have left it.
                .AddProcessor<ClientTextRemovalProcessor>()
                .AddOtlpExporter(otlp.Traces.Apply));
        }

        return services;
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics")
            // The exporter responds to any method.
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .RequireAuthorization(Scopes.Read);

    private static void CountRefusal(HttpContext http, IdentificationMetrics metrics)
    {
        // The exception handler removes the endpoint from the request, and keeps it.
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<CountsRefusalsAttribute>() is not null)
            metrics.CountRefused();
    }

    // A probe every few seconds would bury the rest.
    private static bool IsWorthATrace(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics");
}
