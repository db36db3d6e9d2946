using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>Runs an import in this replica: waits for its turn, applies the file, and stores how far it is and how it has ended.</summary>
internal sealed partial class ImportRunner(
    IImportTurns turns,
    IServiceScopeFactory scopes,
    ImportFolder folder,
    ImportMetrics metrics,
    TimeProvider clock,
    ILogger<ImportRunner> logger)
{
    private const string StoreUnavailable =
        "The database was unavailable for too long. What was imported before is kept. Send the same file again.";

    private const string FolderUnusable =
        "The service could not read the file or write the rows with errors. Its disk may be full. What was imported before is kept.";

    private const string Unexpected =
        "An unexpected error; the log of the service says more. What was imported before is kept.";

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(500);

    // Other replicas end the import if this one cannot.
    private const int MaxAttemptsToEnd = 10;

    /// <summary>Runs an import to its end, and removes the file.</summary>
    /// <param name="import">The import.</param>
    /// <param name="reading">How to read its file.</param>
    /// <param name="stopping">Ends it after the batch in flight.</param>
    public async Task RunAsync(Import import, ReadingOptions reading, CancellationToken stopping)
    {
        using var ended = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var tally = new ImportTally(import.IsDryRun, metrics);
        var beating = BeatAsync(import, tally, stop, ended.Token);
        try
        {
            var ending = await WaitAndApplyAsync(import, reading, tally, stop.Token);
            await EndAsync(import, tally.Progress, ending, stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
            folder.DeleteReceived(import.File);
        }
    }

    private async Task<ImportEnd> WaitAndApplyAsync(
        Import import, ReadingOptions reading, ImportTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await WaitForTurnAsync(import, cancellationToken);
            LogBegun(import.Id, import.Bytes);
            metrics.CountBegun();
            try
            {
                return await ApplyAsync(import, reading, tally, cancellationToken);
            }
            finally
            {
                metrics.CountEnded();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ending(ImportState.Interrupted);
        }
        catch (Exception exception) when (exception is UnreadableFileException or TrialStoreException)
        {
            return Ending(ImportState.Failed, exception.Message);
        }
        catch (StoreUnavailableException)
        {
            return Ending(ImportState.Failed, StoreUnavailable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Ending(ImportState.Failed, FolderUnusable);
        }
        catch (Exception exception)
        {
            // Not its message, which may quote a value of the file.
            LogUnexpected(import.Id, exception.GetType().Name, exception.StackTrace);
            return Ending(ImportState.Failed, Unexpected);
        }
    }

    private async Task<ImportEnd> ApplyAsync(
        Import import, ReadingOptions reading, ImportTally tally, CancellationToken cancellationToken)
    {
        await using var recorder = new ImportRecorder(folder.CreateErrors(import.File), tally);
        await using var scope = scopes.CreateAsyncScope();
        var request = new ImportRequest(() => folder.OpenReceived(import.File), reading, import.IsDryRun);
        var result = await scope.ServiceProvider.GetRequiredService<IImportService>().RunAsync(request, recorder, cancellationToken);
        tally.Record(result.Counts);
        return Ending(result.IsComplete ? ImportState.Done : ImportState.Interrupted, notes: result.Notes);
    }

    private async Task WaitForTurnAsync(Import import, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await turns.TryBeginAsync(import, clock.GetUtcNow().UtcDateTime, cancellationToken))
                    return;
            }
            catch (StoreUnavailableException)
            {
                // It can wait longer.
            }

            await Task.Delay(TurnInterval, clock, cancellationToken);
        }
    }

    /// <summary>Stores the progress again and again, which shows that this process lives, and learns whether to stop.</summary>
    private async Task BeatAsync(
        Import import, ImportTally tally, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(BeatInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            try
            {
                if (!await turns.ContinueAsync(import, tally.Progress, cancellationToken))
                    await stop.CancelAsync();
            }
            catch (StoreUnavailableException)
            {
                // The import itself waits for the database, and fails if it takes too long.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Without a beat other processes would take this one for dead, and begin the next import beside it.
                LogUnexpected(import.Id, exception.GetType().Name, exception.StackTrace);
                await stop.CancelAsync();
                return;
            }
        }
    }

    private async Task EndAsync(Import import, ImportProgress progress, ImportEnd ending, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var state = await turns.EndAsync(import, progress, ending, CancellationToken.None);
                LogEnded(import.Id, state, progress.Rows, progress.Refused);
                return;
            }
            catch (StoreUnavailableException) when (attempt < MaxAttemptsToEnd && !stopping.IsCancellationRequested)
            {
                await Task.Delay(BeatInterval, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (StoreUnavailableException)
            {
                LogNotEnded(import.Id);
                return;
            }
        }
    }

    private ImportEnd Ending(ImportState state, string? error = null, IReadOnlyList<string>? notes = null) =>
        new(state, clock.GetUtcNow().UtcDateTime, error, ImportNotes.WithoutValues(notes ?? []));

    [LoggerMessage(EventId = 6010, Level = LogLevel.Information, Message = "Import {ImportId} has begun: {Bytes} bytes")]
    private partial void LogBegun(long importId, long bytes);

    [LoggerMessage(
        EventId = 6011,
        Level = LogLevel.Information,
        Message = "Import {ImportId} has ended: {State}, {Rows} rows, {Refused} of them refused")]
    private partial void LogEnded(long importId, ImportState state, long rows, long refused);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Error, Message = "Import {ImportId} has failed unexpectedly: {Type} {StackTrace}")]
    private partial void LogUnexpected(long importId, string type, string? stackTrace);

    [LoggerMessage(
        EventId = 6013,
        Level = LogLevel.Warning,
        Message = "The end of import {ImportId} cannot be stored, because the database cannot be reached. It will be shown as interrupted")]
    private partial void LogNotEnded(long importId);
}
