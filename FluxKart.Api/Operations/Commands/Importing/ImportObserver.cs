using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Shows the progress, writes the rows with errors, and keeps the first errors for the summary.</summary>
/// <param name="errors">Gets the rows with errors; null if nobody wants them.</param>
/// <param name="progress">Shows the progress.</param>
internal sealed class ImportObserver(RefusedRowsFile? errors, IProgressDisplay progress) : IImportObserver
{
    private const int FirstErrors = 5;

    private readonly List<(long Line, RowFault Fault)> first = [];

    /// <summary>What was committed so far.</summary>
    public ImportProgress Counts { get; private set; }

    /// <summary>The first errors, in the order of the file.</summary>
    public IReadOnlyList<(long Line, RowFault Fault)> First => first;

    public async ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        if (errors is not null)
            await errors.StartAsync(header, cancellationToken);
    }

    public async ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        first.AddRange(row.Faults.Take(FirstErrors - first.Count).Select(fault => (row.Line, fault)));
        if (errors is not null)
            await errors.WriteAsync(row, cancellationToken);
    }

    public async ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken)
    {
        Counts = counts;
        progress.Report(counts);
        // What was committed is also in this file, if the process ends now.
        if (errors is not null)
            await errors.FlushAsync(cancellationToken);
    }
}
