using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Commits on PostgreSQL, and waits as long as the server is at it. The driver cancels what takes longer than a command may, and a commit that
/// is cancelled while it waits for a synchronous standby succeeds without it: the server says so in a warning only. Whoever was told of the
/// success, or read the contact later, would have it lost when the standby takes over.
/// </summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA.</remarks>
internal sealed partial class SynchronousCommit : DbTransactionInterceptor
{
    private const string Commit = "COMMIT";

    // In seconds. It is asked from time to time only, and one that has frozen must not be waited for twice.
    private const int LongestAnswer = 2;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        var processId = connection.ProcessID;
        // As long as other commands may take; the driver's 0 is for ever.
        var patience = connection.CommandTimeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(connection.CommandTimeout);
        await using var command = new NpgsqlCommand(Commit, connection) { CommandTimeout = 0 };
        // Not the caller's token: a commit is never cancelled for a caller that does not want to wait.
        using var giveUp = new CancellationTokenSource();
        var commit = command.ExecuteNonQueryAsync(giveUp.Token);
        while (!await HasEndedAsync(commit, patience))
        {
            if (await ServerIsAtItAsync(connection, processId))
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
    /// Whether the server that is the primary now still commits for this connection. One that has frozen says nothing, and one that has taken
    /// its place knows nothing of it.
    /// </summary>
    private static async Task<bool> ServerIsAtItAsync(NpgsqlConnection committing, int processId)
    {
        // Not from the pool, where none may be left, or one to the frozen server.
        var settings = new NpgsqlConnectionStringBuilder(committing.ConnectionString) { Pooling = false, Timeout = LongestAnswer };
        try
        {
            await using var connection = committing.CloneWith(settings.ConnectionString);
            await connection.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = @pid AND state = 'active' AND query = @query)", connection)
            {
                CommandTimeout = LongestAnswer,
                Parameters = { new("pid", processId), new("query", Commit) },
            };
            return (bool)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }
        catch (PostgresException)
        {
            // It refuses, such as for too many connections, but is there.
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "New contacts wait for PostgreSQL to commit. If its synchronous standby is away, bring it back, or take it out of synchronous_standby_names.")]
    private static partial void LogWaiting(ILogger logger);
}
