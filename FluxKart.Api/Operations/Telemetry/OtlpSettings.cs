using System.Globalization;
using FluxKart.Infrastructure.Configuration;
using OpenTelemetry.Exporter;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Where and how a signal, traces or metrics, is sent by OTLP: the variables of OpenTelemetry's specification. The exporter ignores a value
/// that it cannot read, and uses its default, so the values are checked here.
/// </summary>
/// <param name="Endpoint">The signal's own endpoint, to which nothing is added; null if the common one applies.</param>
/// <param name="Protocol">The signal's own protocol; null if the common one applies.</param>
/// <param name="Headers">The signal's own headers; null if the common ones apply.</param>
/// <param name="TimeoutMilliseconds">The signal's own timeout; null if the common one applies.</param>
/// <remarks>Source: https://opentelemetry.io/docs/specs/otel/protocol/exporter/.</remarks>
internal sealed record OtlpSettings(Uri? Endpoint, OtlpExportProtocol? Protocol, string? Headers, int? TimeoutMilliseconds)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP";
    private const string SamplerKey = "OTEL_TRACES_SAMPLER";
    private const string SamplerArgumentKey = $"{SamplerKey}_ARG";

    private static readonly string[] Samplers =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    /// <summary>The SDK's own settings that are whole numbers: sizes, and times in milliseconds.</summary>
    private static readonly string[] Numbers =
    [
        "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
        "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT",
    ];

    /// <summary>Reads and checks the settings of both signals.</summary>
    /// <returns>Null for a signal if neither it nor all signals together have an endpoint, so that it is not sent.</returns>
    public static (OtlpSettings? Traces, OtlpSettings? Metrics) Read(SettingsReader settings)
    {
        CheckSdk(settings);
        var common = ReadValues(settings, "");
        return (OrNull(ReadValues(settings, "_TRACES")), OrNull(ReadValues(settings, "_METRICS")));

        OtlpSettings? OrNull(OtlpSettings signal) => common.Endpoint is null && signal.Endpoint is null ? null : signal;
    }

    public void Apply(OtlpExporterOptions options)
    {
        if (Protocol is { } protocol)
            options.Protocol = protocol;
        if (Endpoint is not null)
            options.Endpoint = Endpoint;
        if (Headers is not null)
            options.Headers = Headers;
        if (TimeoutMilliseconds is { } timeout)
            options.TimeoutMilliseconds = timeout;
    }

    /// <summary>Never the values, because the headers may hold a password, and whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(OtlpSettings);

    private static void CheckSdk(SettingsReader settings)
    {
        var sampler = settings.Text(SamplerKey);
        settings.Require(
            sampler is null || Samplers.Contains(sampler, StringComparer.OrdinalIgnoreCase),
            $"{SamplerKey} is '{sampler}'; set {string.Join(", ", Samplers[..^1])} or {Samplers[^1]}.");
        var argument = settings.Text(SamplerArgumentKey);
        settings.Require(
            argument is null || (double.TryParse(argument, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1),
            $"{SamplerArgumentKey} is '{argument}'; set a number from 0 to 1.");
        foreach (var key in Numbers)
            _ = settings.WholeNumber(key, 1, int.MaxValue);
    }

    private static OtlpSettings ReadValues(SettingsReader settings, string signal)
    {
        var protocolKey = $"{Prefix}{signal}_PROTOCOL";
        var protocol = settings.Text(protocolKey);
        settings.Require(protocol is null or "grpc" or "http/protobuf", $"{protocolKey} is '{protocol}'; set grpc or http/protobuf.");
        return new OtlpSettings(
            ReadEndpoint(settings, $"{Prefix}{signal}_ENDPOINT"),
            protocol switch { "grpc" => OtlpExportProtocol.Grpc, "http/protobuf" => OtlpExportProtocol.HttpProtobuf, _ => null },
            settings.Text($"{Prefix}{signal}_HEADERS"),
            settings.WholeNumber($"{Prefix}{signal}_TIMEOUT", 1, int.MaxValue));
    }

    private static Uri? ReadEndpoint(SettingsReader settings, string key)
    {
        if (settings.Text(key) is not { } endpoint)
            return null;
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        settings.Fail($"{key} is not a URL; set one such as http://localhost:4317, or leave it out.");
        return null;
    }
}
