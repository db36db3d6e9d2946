using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

internal sealed class ImportService(
    ImportBatches batches,
    IContactRepository contacts,
    ISuggestionDirectory directory,
    IdentificationOptions options,
    TimeProvider clock) : IImportService
{
    private const int MaxListed = 10;

    public async Task<ImportResult> RunAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
    {
        var reading = request.Reading with { Region = request.Reading.Region ?? options.DefaultRegion };
        await using var stream = request.OpenFile();
        using var file = await CustomerFile.OpenAsync(stream, reading, clock, cancellationToken);
        await observer.OnStartedAsync(file.Header, cancellationToken);
        var claims = new FileClaims(request.OpenFile, reading, clock);
        if (request.IsDryRun)
        {
            var preview = new ImportPreview(contacts);
            var run = await ApplyAsync(new ImportRun(file, preview, claims, observer, clock), cancellationToken);
            return run.ToResult(preview.ListLargestCustomers(MaxListed), preview.ListHottestIdentifiers(MaxListed));
        }

        var written = await ApplyAsync(new ImportRun(file, batches, claims, observer, clock), cancellationToken);
        return written.ToResult(
            await directory.ListLargestCustomersAsync(MaxListed, CancellationToken.None),
            await directory.ListHottestIdentifiersAsync(MaxListed, CancellationToken.None));
    }

    private static async Task<ImportRun> ApplyAsync(ImportRun run, CancellationToken cancellationToken)
    {
        await run.ApplyAsync(cancellationToken);
        return run;
    }
}
