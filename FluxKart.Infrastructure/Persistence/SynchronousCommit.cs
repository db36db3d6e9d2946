using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Commits on PostgreSQL, and waits for a synchronous standby as long as that takes. The driver cancels what takes longer than a command may,
/// and a commit that is cancelled while it waits for the standby succeeds without it: the server says so in a warning only. Whoever was told
/// of the success, or read the contact later, would have it lost when the standby takes over.
/// </summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA.</remarks>
internal sealed partial class SynchronousCommit : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        await using var command = new NpgsqlCommand("COMMIT", connection) { CommandTimeout = 0 };
        // Not the caller's token: a commit is never cancelled for a caller that does not want to wait.
        using var giveUp = new CancellationTokenSource();
        var commit = command.ExecuteNonQueryAsync(giveUp.Token);
        // As long as other commands may take; the driver's 0 is for ever.
        var patience = connection.CommandTimeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(connection.CommandTimeout);
        while (!await HasEndedAsync(commit, patience))
        {
            if (await WaitsForStandbyAsync(connection))
            {
                LogWaiting(eventData.Context!.GetService<ILogger<SynchronousCommit>>());
                continue;
            }

            await giveUp.CancelAsync();
            await Task.WhenAny(commit);
            throw new TimeoutException("A commit did not end in time; it may have gone through or not.");
        }

        return InterceptionResult.Suppress();
    }

    private static async Task<bool> HasEndedAsync(Task commit, TimeSpan patience)
    {
        try
        {
            await commit.WaitAsync(patience, CancellationToken.None);
            return true;
        }
        catch (TimeoutException) when (!commit.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the server that is the primary now says so of this connection. One that has frozen says nothing, and one that has taken its
    /// place knows nothing of it.
    /// </summary>
    private static async Task<bool> WaitsForStandbyAsync(NpgsqlConnection committing)
    {
        try
        {
            await using var connection = (NpgsqlConnection)((ICloneable)committing).Clone();
            await connection.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = @pid AND wait_event = 'SyncRep')", connection)
            {
                CommandTimeout = 2,
                Parameters = { new("pid", committing.ProcessID) },
            };
            return (bool)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "New contacts wait for a synchronous standby. Bring it back, or take it out of the primary's synchronous_standby_names.")]
    private static partial void LogWaiting(ILogger logger);
}
