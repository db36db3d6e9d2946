using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Divides rows into batches.</summary>
internal static class RowBatches
{
    // A batch locks each identifier.
    private const int IdentifiersPerRow = 2;

    /// <param name="rows">The rows to divide.</param>
    /// <param name="maxRows">The most rows of a batch. It has fewer if these have more than two identifiers on average.</param>
    public static async IAsyncEnumerable<IReadOnlyList<ImportedRow>> Of(IAsyncEnumerable<ImportedRow> rows, int maxRows)
    {
        var batch = new List<ImportedRow>(maxRows);
        var identifiers = 0;
        await foreach (var row in rows)
        {
            var count = row.Emails.Count + row.PhoneNumbers.Count;
            if (batch.Count == maxRows || (batch.Count > 0 && identifiers + count > maxRows * IdentifiersPerRow))
            {
                yield return batch;
                batch = new List<ImportedRow>(maxRows);
                identifiers = 0;
            }

            batch.Add(row);
            identifiers += count;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
