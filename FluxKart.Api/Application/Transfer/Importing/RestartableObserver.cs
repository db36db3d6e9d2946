using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Passes everything on once, even if a file is applied again from its beginning. No count ever goes back.</summary>
internal sealed class RestartableObserver(IImportObserver observer) : IImportObserver
{
    private bool hasStarted;
    private long lastLine;
    private ImportProgress before;

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

    public ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken)
    {
        // Before a load into an empty database is complete, only refused rows count.
        var refused = Math.Max(counts.Refused, before.Refused);
        before = counts with
        {
            BytesRead = Math.Max(counts.BytesRead, before.BytesRead),
            Rows = counts.Rows + refused - counts.Refused,
            Refused = refused,
            IgnoredValues = Math.Max(counts.IgnoredValues, before.IgnoredValues),
        };
        return observer.OnProgressAsync(before, cancellationToken);
    }
}
