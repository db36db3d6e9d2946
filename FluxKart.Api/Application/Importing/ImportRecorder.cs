using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Importing;

/// <summary>Keeps the counts of a running import, and writes its rows with faults to their file.</summary>
internal sealed class ImportRecorder(Stream errors, bool isDryRun, ImportMetrics metrics, TimeProvider clock) : IImportObserver, IAsyncDisposable
{
    // A reader of the file sees them within this time.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly RefusedRowsWriter writer = new(errors);
    private readonly Lock guard = new();
    private ImportProgress progress;
    private long flushedAt = clock.GetTimestamp();
    private bool hasHeader;

    /// <summary>How far the import has come. Another thread may ask for it.</summary>
    public ImportProgress Progress
    {
        get
        {
            lock (guard)
                return progress;
        }
    }

    public async ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        hasHeader = true;
        await writer.StartAsync(header, cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken) => writer.WriteAsync(row, cancellationToken);

    public async ValueTask OnProgressAsync(ImportCounts counts, CancellationToken cancellationToken)
    {
        Record(counts);
        if (clock.GetElapsedTime(flushedAt) < FlushInterval)
            return;
        await writer.FlushAsync(cancellationToken);
        flushedAt = clock.GetTimestamp();
    }

    /// <summary>Records the counts after the last batch.</summary>
    public void Record(ImportCounts counts)
    {
        var now = new ImportProgress
        {
            BytesRead = counts.BytesRead,
            Rows = counts.Rows,
            Created = counts.Created,
            Linked = counts.Linked,
            Merged = counts.Merged,
            Matched = counts.Matched,
            Refused = counts.Refused,
            IgnoredValues = counts.IgnoredValues,
        };
        lock (guard)
        {
            if (!isDryRun)
                metrics.CountRows(progress, now);
            progress = now;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The file could not be read. What is written is a CSV file all the same.
        if (!hasHeader)
            await writer.StartAsync([], CancellationToken.None);
        await writer.DisposeAsync();
    }
}
