using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Finds the identifiers that several customers of one file hold. A row that says which customer it belongs to needs them: another
/// customer's row may come much later, and by then the identifier could have linked strangers. So the whole file is read once more, as soon
/// as there is such a row.
/// </summary>
/// <param name="openFile">Opens the file from its beginning.</param>
/// <param name="reading">How to read it.</param>
/// <param name="clock">No row is from later than its time.</param>
internal sealed class FileClaims(Func<Stream> openFile, ReadingOptions reading, TimeProvider clock)
{
    private HashSet<UInt128>? heldBySeveral;

    /// <summary>What the row says, with its identifiers that other customers of the file hold too.</summary>
    public async ValueTask<FileRow> ToFileRowAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        var fileRow = FileRow.Of(row.Emails, row.PhoneNumbers) with
        {
            CreatedAt = InMicroseconds(row.CreatedAt),
            Customer = row.Customer is { } customer ? TextHash.Of(customer) : null,
        };
        if (row.Customer is null)
            return fileRow;
        heldBySeveral ??= await FindAsync(cancellationToken);
        return heldBySeveral.Count == 0
            ? fileRow
            : fileRow with { HeldBySeveral = [.. IdentifiersOf(row).Where(identifier => heldBySeveral.Contains(TextHash.Of(identifier)))] };
    }

    // Both databases store it exactly.
    private static DateTime? InMicroseconds(DateTime? time) => time?.AddTicks(-(time.Value.Ticks % TimeSpan.TicksPerMicrosecond));

    private static IEnumerable<Identifier> IdentifiersOf(ImportedRow row) => [.. row.Emails, .. row.PhoneNumbers];

    private async Task<HashSet<UInt128>> FindAsync(CancellationToken cancellationToken)
    {
        await using var stream = openFile();
        using var file = await CustomerFile.OpenAsync(stream, reading, clock, cancellationToken);
        using var holdings = new PartitionedPairs();
        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            if (row.Customer is null)
                continue;
            var customer = TextHash.Of(row.Customer);
            foreach (var identifier in IdentifiersOf(row))
                holdings.Add(TextHash.Of(identifier), customer);
        }

        return holdings.FindKeysWithSeveralValues();
    }
}
