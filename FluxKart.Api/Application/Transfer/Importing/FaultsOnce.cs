using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Passes on what it hears, but never the same row twice, should a file be applied again from its beginning.</summary>
internal sealed class FaultsOnce(IImportObserver observer) : IImportObserver
{
    private bool hasStarted;
    private long lastLine;

    public ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        if (hasStarted)
            return ValueTask.CompletedTask;
        hasStarted = true;
        return observer.OnStartedAsync(header, cancellationToken);
    }

    public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        if (row.Line <= lastLine)
            return ValueTask.CompletedTask;
        lastLine = row.Line;
        return observer.OnFaultsAsync(row, cancellationToken);
    }

    public ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken) =>
        observer.OnProgressAsync(counts, cancellationToken);
}
