using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests;

/// <summary>
/// The values that one instrument has recorded. Only the meters of the given services count, because tests that run at the same time
/// have instruments of the same name.
/// </summary>
internal sealed class Measurements<T> : IDisposable
    where T : struct
{
    private readonly MeterListener listener = new();
    private readonly List<T> values = [];
    private readonly Dictionary<string, T> lastByTag = [];

    public Measurements(IServiceProvider services, string instrumentName)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, publisher) =>
        {
            if (instrument.Name == instrumentName && instrument.Meter.Scope == meters)
                publisher.EnableMeasurementEvents(instrument);
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

    /// <summary>Reads the current value of an observable instrument that has one tag.</summary>
    /// <param name="tag">The value of the tag.</param>
    public T Observe(string tag)
    {
        listener.RecordObservableInstruments();
        lock (values)
            return lastByTag[tag];
    }

    public void Dispose() => listener.Dispose();
}
