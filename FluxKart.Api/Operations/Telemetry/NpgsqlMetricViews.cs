using System.Diagnostics.Metrics;
using FluxKart.Infrastructure.Configuration;
using OpenTelemetry.Metrics;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>Which metrics of PostgreSQL's driver are exported. None of their tags names a server.</summary>
internal static class NpgsqlMetricViews
{
    public const string MeterName = "Npgsql";

    // Without server.address and server.port.
    private static readonly MetricStreamConfiguration Duration = new() { TagKeys = ["db.system.name", "db.client.connection.pool.name"] };

    public static MeterProviderBuilder AddNpgsqlViews(this MeterProviderBuilder metrics)
    {
        metrics.AddView("db.client.operation.duration", Duration);
        return ((IDeferredMeterProviderBuilder)metrics).Configure((provider, builder) =>
        {
            // The pools of all servers have the same name. What is counted is added up, but of what is observed only the last pool would
            // be exported.
            if (provider.GetRequiredService<DatabaseSettings>().HasSeveralServers)
                builder.AddView(instrument => IsObserved(instrument) ? MetricStreamConfiguration.Drop : null);
        });
    }

    private static bool IsObserved(Instrument instrument) => instrument.IsObservable && instrument.Meter.Name == MeterName;
}
