using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Whether and how traces and metrics are sent by OTLP. Checked here, because the exporter replaces a setting that it cannot read by its
/// default.
/// </summary>
internal static class OtlpSettings
{
    private const string Prefix = "OTEL_EXPORTER_OTLP";
    private const string EndpointKey = $"{Prefix}_ENDPOINT";

    private static readonly string[] Signals = ["", "_TRACES", "_METRICS"];

    /// <summary>Checks the settings.</summary>
    /// <returns>Whether an endpoint is set.</returns>
    public static bool Read(SettingsReader settings)
    {
        if (settings.Section(EndpointKey).Value is not { Length: > 0 } endpoint)
            return false;
        settings.Require(
            Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            $"{EndpointKey} is not a URL; set one such as http://localhost:4317, or leave it out.");

        foreach (var signal in Signals)
        {
            var protocolKey = $"{Prefix}{signal}_PROTOCOL";
            var protocol = settings.Section(protocolKey).Value;
            settings.Require(
                protocol is null or "" or "grpc" or "http/protobuf", $"{protocolKey} is '{protocol}'; set grpc or http/protobuf.");
            // In milliseconds.
            _ = settings.WholeNumber($"{Prefix}{signal}_TIMEOUT", 1, int.MaxValue, blankIsUnset: true);
        }

        return true;
    }
}
