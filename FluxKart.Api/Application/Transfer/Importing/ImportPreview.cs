using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Applies rows to copies of the stored customers that they name, and writes nothing to the configured database. A copied customer is not
/// read again, so what becomes of it there meanwhile does not count.
/// </summary>
internal sealed class ImportPreview(ITrialStore trial) : IImportBatches
{
    private readonly BatchWriter writer = new();
    private readonly ImportStore store = new(trial.Contacts, trial.UnitOfWork, trial.Writer);

    // Nobody waits for a temporary database.
    public int MaxRows => 1000;

    public async Task<IReadOnlyList<FileRowOutcome>> ApplyAsync(
        IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        var named = CustomerScope.Of([.. rows.SelectMany(row => row.Contacts)]) with { IsBulk = true };
        await trial.CopyAsync(named, cancellationToken);
        return (await writer.WriteAsync(store, rows, fileCustomers, cancellationToken)).Outcomes;
    }

    /// <summary>The largest customers that the file names, as they would be. One that would be created has the id 0.</summary>
    public async Task<IReadOnlyList<CustomerSize>> ListLargestCustomersAsync(int limit, CancellationToken cancellationToken) =>
    [
        .. (await trial.Suggestions.ListLargestCustomersAsync(limit, cancellationToken))
            .Select(size => trial.HasCreated(size.PrimaryContactId) ? size with { PrimaryContactId = 0 } : size),
    ];

    /// <summary>The identifiers of these customers that link and would have the most counterparts, at least two each.</summary>
    public Task<IReadOnlyList<IdentifierUse>> ListHottestIdentifiersAsync(int limit, CancellationToken cancellationToken) =>
        trial.Suggestions.ListHottestIdentifiersAsync(limit, cancellationToken);
}
