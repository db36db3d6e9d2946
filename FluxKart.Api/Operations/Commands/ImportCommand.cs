using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Api.Security.Keys;
using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Imports a file of customers into the database, without serving.</summary>
internal static class ImportCommand
{
    public const string Name = "import";

    /// <param name="services">The service, which has not been started.</param>
    /// <param name="options">What to import.</param>
    /// <param name="console">Where to read and report.</param>
    /// <param name="stopping">Ends the import after the batch in flight.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="OptionsValidationException">The file for the rows with errors cannot be written.</exception>
    /// <exception cref="DatabaseNotReadyException">The database cannot be used. The message says what to do.</exception>
    /// <exception cref="IncompleteImportException">The import has ended early. The inner exception is the reason.</exception>
    public static async Task<int> RunAsync(
        IServiceProvider services, ImportOptions options, ImportConsole console, CancellationToken stopping)
    {
        try
        {
            using var source = await ImportSource.OpenAsync(options.File, console.Input, stopping);
            await using var errors = options.ErrorsFile is { } path ? RefusedRowsFile.Create(path, options.File) : null;
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IDatabasePreparation>().PrepareAsync(stopping);
            return await ImportAsync(scope.ServiceProvider, options, new OpenFiles(source, errors), console, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await console.Output.WriteLineAsync("Stopped before the first row; nothing was imported.");
            return 1;
        }
    }

    private static async Task<int> ImportAsync(
        IServiceProvider services, ImportOptions options, OpenFiles files, ImportConsole console, CancellationToken stopping)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var startedAt = clock.GetTimestamp();
        var observer = new ImportObserver(files.Errors, console.Progress);
        ImportResult result;
        try
        {
            var import = services.GetRequiredService<IImportService>();
            var request = new ImportRequest(files.Source.Open, options.Reading, options.IsDryRun) { MayBlockOthers = true };
            result = await console.Progress.ShowAsync(files.Source.Length, () => import.RunAsync(request, observer, stopping));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new IncompleteImportException(exception, options.IsDryRun ? 0 : observer.Counts.Rows);
        }

        new ImportSummary(console.Output, options).Write(result, observer.First, clock.GetElapsedTime(startedAt));
        new HotIdentifiers(console.Output, console.ShowsValues, needsKey: !services.GetRequiredService<ApiKeyRing>().IsEmpty)
            .Write(result.HottestIdentifiers, options.IsDryRun);
        return (result.IsComplete, result.Counts.Refused) switch
        {
            (false, _) => 1,
            (true, 0) => 0,
            _ => 2,
        };
    }

    /// <param name="Source">What to import.</param>
    /// <param name="Errors">Gets the rows with errors; null if nobody wants them.</param>
    private sealed record OpenFiles(ImportSource Source, RefusedRowsFile? Errors)
    {
        /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
        public override string ToString() => nameof(OpenFiles);
    }
}
