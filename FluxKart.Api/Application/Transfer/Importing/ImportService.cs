using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

internal sealed class ImportService(
    IInitialLoads initialLoads,
    ImportBatches batches,
    IContactRepository contacts,
    ISuggestionDirectory directory,
    IdentificationOptions options,
    LinkingRules rules,
    EventMetrics metrics,
    TimeProvider clock) : IImportService
{
    private const int MaxListed = 10;

    public async Task<ImportResult> RunAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
    {
        if (request.IsDryRun)
        {
            var preview = new ImportPreview(contacts);
            return await RunAsync(
                request,
                initial: null,
                preview,
                observer,
                run => Task.FromResult(
                    run.ToResult(preview.ListLargestCustomers(MaxListed), preview.ListHottestIdentifiers(MaxListed))),
                cancellationToken);
        }

        var once = new FaultsOnce(observer);
        await using (var load = await initialLoads.TryBeginAsync(cancellationToken))
        {
            try
            {
                if (load is not null)
                    return await WriteAsync(request, new InitialRows(load, rules, metrics), once, cancellationToken);
            }
            catch (InitialLoadFailedException)
            {
                // It has left nothing behind.
            }
        }

        return await WriteAsync(request, initial: null, once, cancellationToken);
    }

    private Task<ImportResult> WriteAsync(
        ImportRequest request, InitialRows? initial, IImportObserver observer, CancellationToken cancellationToken) => RunAsync(
        request,
        initial,
        batches,
        observer,
        async run => run.ToResult(
            await directory.ListLargestCustomersAsync(MaxListed, CancellationToken.None),
            await directory.ListHottestIdentifiersAsync(MaxListed, CancellationToken.None)),
        cancellationToken);

    private async Task<ImportResult> RunAsync(
        ImportRequest request,
        InitialRows? initial,
        IImportBatches applying,
        IImportObserver observer,
        Func<ImportRun, Task<ImportResult>> summarise,
        CancellationToken cancellationToken)
    {
        var reading = request.Reading with { Region = request.Reading.Region ?? options.DefaultRegion };
        await using var stream = request.OpenFile();
        using var file = await CustomerFile.OpenAsync(stream, reading, clock, cancellationToken);
        await observer.OnStartedAsync(file.Header, cancellationToken);
        var claims = new FileClaims(request.OpenFile, reading, clock);
        var run = new ImportRun(file, initial, applying, claims, observer, clock);
        await run.ApplyAsync(cancellationToken);
        return await summarise(run);
    }
}
