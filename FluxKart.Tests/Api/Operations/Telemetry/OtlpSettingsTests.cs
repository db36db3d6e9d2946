using FluxKart.Api.Operations.Telemetry;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Operations.Telemetry;

public sealed class OtlpSettingsTests
{
    /// <summary>A signal without an endpoint would go to the exporter's default one, unseen by <c>TelemetryTests</c>.</summary>
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", false, false)]
    public void Read_WhenOneSettingIsSet_SendsTheSignalsWithAnEndpoint(string key, bool tracesAreSent, bool metricsAreSent)
    {
        var (traces, metrics) = OtlpSettings.Read(Settings.Reader((key, "http://localhost:4317")));

        Assert.Equal((tracesAreSent, metricsAreSent), (traces is not null, metrics is not null));
    }
}
