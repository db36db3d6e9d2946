using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>Counts the rows of a running import, and writes those with faults to their file.</summary>
internal sealed class ImportRecorder(Stream errors, ImportTally tally) : IImportObserver, IAsyncDisposable
{
    private readonly RefusedRowsWriter writer = new(errors);
    private bool hasHeader;

    public async ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        hasHeader = true;
        await writer.StartAsync(header, cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken) => writer.WriteAsync(row, cancellationToken);

    public ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken)
    {
        tally.Record(counts);
        // A reader of the file sees the faults of each batch that was committed.
        return writer.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // The file could not be read. What is written is a CSV file all the same.
        if (!hasHeader)
            await writer.StartAsync([], CancellationToken.None);
        await writer.DisposeAsync();
    }
}
