using FluxKart.Api.Application.Events;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>
/// Applies rows batch by batch. Each batch locks what its rows name, like a request, so requests that name something else go on beside it.
/// </summary>
internal sealed class ImportBatches(IServiceScopeFactory scopes, IBulkLoads bulkLoads, EventMetrics metrics) : IImportBatches
{
    private readonly BatchWriter writer = new();

    public int MaxRows => bulkLoads.MaxRowsPerSet;

    public async Task<IReadOnlyList<FileRowOutcome>> ApplyAsync(
        IReadOnlyList<FileRow> rows, FileCustomers fileCustomers, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var store = new ImportStore(
            services.GetRequiredService<IContactRepository>(),
            services.GetRequiredService<IUnitOfWork>(),
            services.GetRequiredService<IBulkWriter>());
        var applied = await writer.WriteAsync(store, rows, fileCustomers, cancellationToken);
        metrics.CountWritten(applied.Customers.Events);
        return applied.Outcomes;
    }
}
