using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

internal sealed class ImportService(
    IBulkLoads bulkLoads,
    ImportBatches batches,
    ITrialStoreFactory trials,
    ISuggestionDirectory directory,
    IdentificationOptions options,
    LinkingRules rules,
    EventMetrics metrics,
    TimeProvider clock) : IImportService
{
    private const int MaxListed = 10;

    // Of a row with one email address, one phone number and a date. Real exports have more columns, and compressed ones look shorter.
    private const int TypicalRowBytes = 70;

    public Task<ImportResult> RunAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken) =>
        request.IsDryRun ? TryOutAsync(request, observer, cancellationToken) : WriteAsync(request, observer, cancellationToken);

    private async Task<ImportResult> TryOutAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
    {
        await using var trial = await trials.CreateAsync(cancellationToken);
        var preview = new ImportPreview(trial);
        return await RunAsync(
            request,
            initial: null,
            preview,
            observer,
            async run => run.ToResult(
                await preview.ListLargestCustomersAsync(MaxListed, CancellationToken.None),
                await preview.ListHottestIdentifiersAsync(MaxListed, CancellationToken.None)),
            cancellationToken);
    }

    private async Task<ImportResult> WriteAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
    {
        var restartable = new RestartableObserver(observer);
        if (await bulkLoads.TryBeginAsync(request.MayBlockOthers, await EstimateRowsAsync(request), cancellationToken) is { } load)
        {
            await using var initial = new InitialRows(load, rules, metrics);
            try
            {
                await initial.ReadStoredAsync(cancellationToken);
                return await WriteAsync(request, initial, restartable, cancellationToken);
            }
            catch (BulkLoadFailedException)
            {
                // It has left nothing behind.
            }
        }

        return await WriteAsync(request, initial: null, restartable, cancellationToken);
    }

    private static async Task<long> EstimateRowsAsync(ImportRequest request)
    {
        await using var file = request.OpenFile();
        return file.Length / TypicalRowBytes;
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
