using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests;

/// <summary>What one instrument of some services has measured. Other tests have instruments of the same name.</summary>
internal sealed class Measurements<T> : IDisposable
    where T : struct
{
    private readonly MeterListener listener = new();
    private readonly List<T> values = [];
    private readonly Dictionary<string, T> lastByTag = [];

    public Measurements(IServiceProvider services, string instrumentName)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == instrumentName && instrument.Meter.Scope == meters)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<T>((_, value, tags, _) =>
        {
            lock (values)
            {
                values.Add(value);
                if (tags.Length == 1)
                    lastByTag[$"{tags[0].Value}"] = value;
            }
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

    /// <summary>Asks an observable instrument with one tag for the value that it has now for a value of the tag.</summary>
    public T Observe(string tag)
    {
        listener.RecordObservableInstruments();
        lock (values)
            return lastByTag[tag];
    }

    public void Dispose() => listener.Dispose();
}
