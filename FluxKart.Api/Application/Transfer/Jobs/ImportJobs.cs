using System.Runtime.CompilerServices;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <remarks>What happens in other replicas is only known from the database, so a stream reads it again and again.</remarks>
internal sealed class ImportJobs(IImportDirectory directory, ImportFolder folder, ImportHost host, TimeProvider clock) : IImportJobs
{
    // At most four changes a second. A replica stores its progress once a second.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    public async Task<Import?> AcceptAsync(SentFile file, CancellationToken cancellationToken)
    {
        if (await folder.ReceiveAsync(file.Content, cancellationToken) is not { } received)
            return null;
        try
        {
            return await host.StartAsync(file, received);
        }
        catch
        {
            folder.DeleteReceived(received.Name);
            throw;
        }
    }

    public async IAsyncEnumerable<Import?> FollowAsync(
        long id, TimeSpan longestSilence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Import? last = null;
        var silentSince = clock.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryFindAsync(id, cancellationToken) is { } import && !IsSame(import, last))
            {
                yield return last = import;
                silentSince = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(silentSince) >= longestSilence)
            {
                yield return null;
                silentSince = clock.GetTimestamp();
            }

            if (last?.EndedAt is not null)
                yield break;
            await Task.Delay(LookInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public ErrorsFile OpenErrors(Import import) => import.StartedAt is null
        ? new ErrorsFile(ImportFolder.NoErrors(), IsRemoved: false)
        : new ErrorsFile(folder.OpenErrors(import.File), folder.AreErrorsRemoved(import.EndedAt));

    /// <summary>Null if the database cannot be read now. The stream goes on once it can.</summary>
    private async Task<Import?> TryFindAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            return await directory.FindAsync(id, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool IsSame(Import import, Import? other) => other is not null
        && (import.State, import.StartedAt, import.EndedAt, import.BytesRead, import.Rows)
        == (other.State, other.StartedAt, other.EndedAt, other.BytesRead, other.Rows);
}
