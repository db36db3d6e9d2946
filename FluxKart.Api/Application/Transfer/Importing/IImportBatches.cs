using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Applies the rows of a file, a batch at a time.</summary>
internal interface IImportBatches
{
    /// <summary>The most rows that a batch should have.</summary>
    int MaxRows { get; }

    /// <summary>Applies rows in their order, all or none of them.</summary>
    /// <param name="rows">The rows. Not empty.</param>
    /// <param name="fileCustomers">What the customers of the file have become.</param>
    /// <param name="cancellationToken">Cancels the batch.</param>
    /// <returns>What each row changed, in the same order.</returns>
    Task<IReadOnlyList<FileRowOutcome>> ApplyAsync(
        IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken);
}
