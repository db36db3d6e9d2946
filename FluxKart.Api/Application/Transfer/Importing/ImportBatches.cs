using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Applies rows batch by batch. Each batch locks what its rows name, like a request, so requests that name something else go on beside it.
/// </summary>
internal sealed class ImportBatches(IServiceScopeFactory scopes, EventMetrics metrics) : IImportBatches
{
    // What the batch before has shown: a file that was imported before changes nothing.
    private bool expectsNoChange = true;

    public async Task<IReadOnlyList<FileRowOutcome>> ApplyAsync(
        IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        await using var services = scopes.CreateAsyncScope();
        var contacts = services.ServiceProvider.GetRequiredService<IContactRepository>();
        var scope = new CustomerScope(
            [.. rows.SelectMany(row => row.Contacts)],
            fileCustomers.ContactIdsOf(rows.Select(row => row.Customer).OfType<UInt128>()))
        {
            IsBulk = true,
        };
        var applied = expectsNoChange ? Apply(await contacts.LoadAsync(scope, cancellationToken), rows, fileCustomers) : null;
        if (applied is null || HasChanged(applied.Customers))
            applied = await WriteAsync(services.ServiceProvider, scope, rows, fileCustomers, cancellationToken);
        fileCustomers.Keep();
        metrics.CountWritten(applied.Customers.Events);
        expectsNoChange = !HasChanged(applied.Customers);
        return applied.Outcomes;
    }

    private static Task<AppliedRows> WriteAsync(
        IServiceProvider services,
        CustomerScope scope,
        IReadOnlyList<FileRow> rows,
        FileCustomers fileCustomers,
        CancellationToken cancellationToken)
    {
        var contacts = services.GetRequiredService<IContactRepository>();
        var writer = services.GetRequiredService<IBulkWriter>();
        return services.GetRequiredService<IUnitOfWork>().ExecuteAsync(
            async token =>
            {
                var applied = Apply(await contacts.LoadForUpdateAsync(scope, token), rows, fileCustomers);
                await writer.SaveAsync(applied.Customers, token);
                return applied;
            },
            cancellationToken);
    }

    private static AppliedRows Apply(CustomerSet customers, IReadOnlyList<FileRow> rows, FileCustomers fileCustomers)
    {
        // An earlier attempt may have been rolled back.
        fileCustomers.Reset();
        return new AppliedRows(customers, [.. rows.Select(row => customers.Import(row, fileCustomers))]);
    }

    private static bool HasChanged(CustomerSet customers) => customers.HasChanged || customers.Relinked.Count > 0;

    private sealed record AppliedRows(CustomerSet Customers, IReadOnlyList<FileRowOutcome> Outcomes);
}
