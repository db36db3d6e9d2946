using FluxKart.Api.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Telemetry;

/// <summary>How traces and metrics are sent by OTLP. The exporter passes over a setting that it cannot read, and sends in its default way.</summary>
internal static class OtlpSettings
{
    private const string Prefix = "OTEL_EXPORTER_OTLP";

    private static readonly string[] Signals = ["", "_TRACES", "_METRICS"];

    /// <exception cref="OptionsValidationException">A protocol or a timeout is none of the exporter's.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var signal in Signals)
        {
            var protocol = $"{Prefix}{signal}_PROTOCOL";
            if (configuration[protocol] is not (null or "" or "grpc" or "http/protobuf"))
            {
                throw new OptionsValidationException(protocol, typeof(OtlpSettings),
                    [$"{protocol} is '{configuration[protocol]}'; set grpc or http/protobuf."]);
            }
        }

        // In milliseconds.
        WholeNumberSetting.Check(configuration, [.. Signals.Select(signal => new WholeNumberSetting($"{Prefix}{signal}_TIMEOUT", 1, int.MaxValue, CanBeBlank: true))]);
    }
}
