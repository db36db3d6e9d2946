using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Divides rows into batches.</summary>
internal static class RowBatches
{
    // A batch locks each identifier, and PostgreSQL has room for about 6,400 locks unless it is configured otherwise. Larger batches are
    // not faster.
    private const int MaxRows = 1000;
    private const int MaxIdentifiers = 2000;

    public static async IAsyncEnumerable<IReadOnlyList<ImportedRow>> Of(IAsyncEnumerable<ImportedRow> rows)
    {
        var batch = new List<ImportedRow>(MaxRows);
        var identifiers = 0;
        await foreach (var row in rows)
        {
            var count = row.Emails.Count + row.PhoneNumbers.Count;
            if (batch.Count == MaxRows || (batch.Count > 0 && identifiers + count > MaxIdentifiers))
            {
                yield return batch;
                batch = new List<ImportedRow>(MaxRows);
                identifiers = 0;
            }

            batch.Add(row);
            identifiers += count;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
