using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Hears of the progress of an import. It is called from one thread at a time, and the import waits for it.</summary>
internal interface IImportObserver
{
    /// <summary>The header has been read.</summary>
    /// <param name="header">The names of the columns, in the order of <see cref="ImportedRow.Cells"/>.</param>
    /// <param name="cancellationToken">Ends the import.</param>
    ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken);

    /// <summary>A row with faults was refused, or taken in part. Called in the order of the file, before its batch is committed.</summary>
    ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken);

    /// <summary>A batch was committed, or was added to a load that is committed later.</summary>
    ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken);
}
