using FluxKart.Api.Access;
using FluxKart.Api.Application.Identification;
using FluxKart.Infrastructure.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FluxKart.Api.Telemetry;

/// <summary>
/// OpenTelemetry: metrics at <c>/metrics</c> in the Prometheus format, always; and traces and metrics by OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says to whom. Neither holds an email address, a phone number or a key.
/// </summary>
internal static class TelemetryRegistration
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Npgsql traces its commands by their text, which has parameters where the values go. SQLite's provider traces nothing.
    private static readonly string[] TracedSources = [IdentificationMetrics.MeterName, "Npgsql"];

    private static readonly string[] Meters =
    [
        IdentificationMetrics.MeterName,
        PersistenceMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "Npgsql",
        "System.Runtime",
    ];

    /// <exception cref="OptionsValidationException">The endpoint is no URL, or another setting of OTLP is wrong.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // Every error answer is a problem document, so nothing has to watch the answers that are none.
        services.AddOptions<ProblemDetailsOptions>().Configure<IdentificationMetrics>((problems, metrics) =>
            problems.CustomizeProblemDetails = context => CountRefusal(context.HttpContext, metrics));
        var telemetry = services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, read last, win.
            .ConfigureResource(resource => resource.AddService("fluxkart").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                // Two measurements a request, for what the queue lengths tell better.
                .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                .AddPrometheusExporter());
        if (HasOtlpEndpoint(configuration))
        {
            OtlpSettings.Check(configuration);
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(traces => traces
                    .AddAspNetCoreInstrumentation(options => options.Filter = IsWorthATrace)
                    .AddSource(TracedSources)
                    // Before the exporter, which takes a trace as the processors before it have left it.
                    .AddProcessor<ClientTextRemoval>()
                    .AddOtlpExporter());
        }

        return services;
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint("/metrics")
            // The exporter answers whatever the method.
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .RequireAuthorization(Scopes.Read);

    private static void CountRefusal(HttpContext http, IdentificationMetrics metrics)
    {
        // The exception handler takes the endpoint from the request, and keeps it.
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<CountsRefusalsAttribute>() is not null)
            metrics.CountRefused();
    }

    private static bool HasOtlpEndpoint(IConfiguration configuration)
    {
        if (configuration[OtlpEndpoint] is not { Length: > 0 } endpoint)
            return false;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? true
            : throw new OptionsValidationException(OtlpEndpoint, typeof(TelemetryRegistration),
                [$"{OtlpEndpoint} is no URL; set one such as http://localhost:4317, or leave it out."]);
    }

    // A probe every few seconds would bury the rest.
    private static bool IsWorthATrace(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics");
}
