using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Applies the batches of one file to what is stored, and saves them.</summary>
internal sealed class BatchWriter
{
    // What the batch before has shown: a file that was imported before changes nothing.
    private bool expectsNoChange = true;

    /// <summary>Applies rows in their order, all or none of them.</summary>
    public async Task<AppliedRows> WriteAsync(
        ImportStore store, IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        var scope = new CustomerScope(
            [.. rows.SelectMany(row => row.Contacts)],
            fileCustomers.ContactIdsOf(rows.Select(row => row.Customer).OfType<UInt128>()))
        {
            IsBulk = true,
        };
        var applied = expectsNoChange ? Apply(await store.Contacts.LoadAsync(scope, cancellationToken), rows, fileCustomers) : null;
        if (applied is null || applied.HasChanged)
            applied = await SaveAsync(store, scope, rows, fileCustomers, cancellationToken);
        fileCustomers.Keep();
        expectsNoChange = !applied.HasChanged;
        return applied;
    }

    private static Task<AppliedRows> SaveAsync(
        ImportStore store,
        CustomerScope scope,
        IReadOnlyList<FileRow> rows,
        FileCustomers fileCustomers,
        CancellationToken cancellationToken) =>
        store.UnitOfWork.ExecuteAsync(
            async token =>
            {
                var applied = Apply(await store.Contacts.LoadForUpdateAsync(scope, token), rows, fileCustomers);
                await store.Writer.SaveAsync(applied.Customers, token);
                return applied;
            },
            cancellationToken);

    private static AppliedRows Apply(CustomerSet customers, IReadOnlyList<FileRow> rows, FileCustomers fileCustomers)
    {
        // An earlier attempt may have been rolled back.
        fileCustomers.Reset();
        return new AppliedRows(customers, [.. rows.Select(row => customers.Import(row, fileCustomers))]);
    }
}
