using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>
/// Ends the imports whose process is gone, of any replica, and removes files that nobody needs any more. A process is gone if its import's
/// beat has not grown for a while by this process's own clock.
/// </summary>
internal sealed partial class ImportWatch(IImportTurns turns, ImportFolder folder, TimeProvider clock, ILogger<ImportWatch> logger)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SuspiciousLookInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanUpInterval = TimeSpan.FromMinutes(10);

    // Many beats, so that a busy process is not taken for dead.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(15);

    // A file that is being received is written to more often, because the server requires a minimum rate.
    private static readonly TimeSpan LongestReceivingPause = TimeSpan.FromHours(1);

    private readonly Dictionary<long, (ImportSighting Seen, long Since)> sightings = [];
    private bool isFolderUsable = true;

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="isRunningHere">Whether this process runs an import.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async Task RunAsync(Predicate<long> isRunningHere, CancellationToken cancellationToken)
    {
        long? cleanedUpAt = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var hasInterrupted = await LookAsync(isRunningHere, cancellationToken);
                if ((hasInterrupted || cleanedUpAt is null || clock.GetElapsedTime(cleanedUpAt.Value) >= CleanUpInterval)
                    && await TryCleanUpAsync(cancellationToken))
                {
                    cleanedUpAt = clock.GetTimestamp();
                }
            }
            catch (Exception)
            {
                // The database cannot be reached now. What could not be seen growing counts from the next look on.
                sightings.Clear();
            }

            var pause = sightings.Count > 0 ? SuspiciousLookInterval : LookInterval;
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether an import was interrupted.</returns>
    private async Task<bool> LookAsync(Predicate<long> isRunningHere, CancellationToken cancellationToken)
    {
        var active = (await turns.ReadActiveAsync(cancellationToken)).Where(seen => !isRunningHere(seen.Id)).ToList();
        foreach (var ended in sightings.Keys.Except(active.Select(seen => seen.Id)).ToList())
            sightings.Remove(ended);

        var hasInterrupted = false;
        foreach (var seen in active)
        {
            if (!sightings.TryGetValue(seen.Id, out var earlier) || earlier.Seen != seen)
            {
                sightings[seen.Id] = (seen, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(earlier.Since) >= LeftAlone
                && await turns.TryInterruptAsync(seen, clock.GetUtcNow().UtcDateTime, cancellationToken))
            {
                LogInterrupted(seen.Id);
                hasInterrupted = true;
            }
        }

        return hasInterrupted;
    }

    /// <returns>Whether the folder could be read. Dead imports are interrupted either way.</returns>
    private async Task<bool> TryCleanUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CleanUpAsync(cancellationToken);
            return isFolderUsable = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (isFolderUsable)
                LogCannotCleanUp(exception.Message);
            return isFolderUsable = false;
        }
    }

    private async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        folder.DeleteOldErrors();
        var received = folder.ListReceived();
        if (received.Count == 0)
            return;
        // The folder may have files of services with other databases.
        var known = await turns.FindEndedAsync([.. received.Select(file => file.Name)], cancellationToken);
        foreach (var (name, writtenAt) in received)
        {
            if (known.TryGetValue(name, out var hasEnded) ? hasEnded : now - writtenAt > LongestReceivingPause)
                folder.DeleteReceived(name);
        }
    }

    [LoggerMessage(
        EventId = 6020, Level = LogLevel.Warning, Message = "Import {ImportId} was interrupted: the process that ran it is gone")]
    private partial void LogInterrupted(long importId);

    [LoggerMessage(
        EventId = 6021,
        Level = LogLevel.Error,
        Message = "The folder of imports cannot be read, so old files stay in it until it can: {Reason}")]
    private partial void LogCannotCleanUp(string reason);
}
