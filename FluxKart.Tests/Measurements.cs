using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests;

/// <summary>What one instrument of some services has measured. Other tests have instruments of the same name.</summary>
internal sealed class Measurements<T> : IDisposable
    where T : struct
{
    private readonly MeterListener listener = new();
    private readonly List<T> values = [];

    public Measurements(IServiceProvider services, string instrumentName)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == instrumentName && instrument.Meter.Scope == meters)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<T>((_, value, _, _) =>
        {
            lock (values)
                values.Add(value);
        });
        listener.Start();
    }

    public IReadOnlyList<T> Values
    {
        get
        {
            lock (values)
                return [.. values];
        }
    }

    public void Dispose() => listener.Dispose();
}
