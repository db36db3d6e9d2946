using System.Diagnostics.Metrics;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>What this replica imports. Dry runs are not counted.</summary>
internal sealed class ImportMetrics
{
    public const string MeterName = "FluxKart.Import";

    private readonly Counter<long> rows;
    private readonly UpDownCounter<int> running;

    public ImportMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        rows = meter.CreateCounter<long>("fluxkart.import.rows", "{row}", "Rows of files that were imported, by outcome.");
        running = meter.CreateUpDownCounter<int>("fluxkart.import.running", "{import}", "Imports that run in this replica.");
    }

    /// <summary>Exports the counters from now on, each from 0.</summary>
    public void StartAtZero()
    {
        CountRows(default, default);
        running.Add(0);
    }

    /// <summary>Counts the rows that have come since an earlier count.</summary>
    public void CountRows(ImportProgress earlier, ImportProgress now)
    {
        Add("created", now.Created - earlier.Created);
        Add("linked", now.Linked - earlier.Linked);
        Add("merged", now.Merged - earlier.Merged);
        Add("matched", now.Matched - earlier.Matched);
        Add("refused", now.Refused - earlier.Refused);
    }

    public void CountBegun() => running.Add(1);

    public void CountEnded() => running.Add(-1);

    private void Add(string outcome, long count) => rows.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
}
