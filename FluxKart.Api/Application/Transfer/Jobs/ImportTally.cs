using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>Keeps the counts of an import, from its turn to its end. Any thread may read them.</summary>
internal sealed class ImportTally(bool isDryRun, ImportMetrics metrics)
{
    private readonly Lock guard = new();
    private ImportProgress progress;

    /// <summary>How far the import has come.</summary>
    public ImportProgress Progress
    {
        get
        {
            lock (guard)
                return progress;
        }
    }

    /// <summary>Records the counts after the last batch.</summary>
    public void Record(ImportProgress now)
    {
        lock (guard)
        {
            if (!isDryRun)
                metrics.CountRows(progress, now);
            progress = now;
        }
    }
}
