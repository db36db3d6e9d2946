using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Commits on PostgreSQL without a command timeout, and waits as long as the server needs. Npgsql would cancel a slow commit. But a commit
/// that is cancelled while it waits for a synchronous standby succeeds without the standby, with only a warning from the server. The
/// contact would then be acknowledged, and lost when the standby takes over. The wait ends early only if the current primary is not working
/// on such a commit, because it was restarted or another server took over.
/// </summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA.</remarks>
internal sealed partial class UncancelledCommitInterceptor(PostgresPools pools, ILogger<UncancelledCommitInterceptor> logger)
    : DbTransactionInterceptor
{
    private const string Commit = "COMMIT";

    // How long to wait for a commit before asking the server about it, and before asking again.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    private const int CheckTimeoutSeconds = 2;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // Null only if the transaction has ended.
        var connection = (NpgsqlConnection)transaction.Connection!;
        await using var command = new NpgsqlCommand(Commit, connection) { CommandTimeout = 0 };
        // Not the caller's token: a commit is not cancelled because the caller stops waiting.
        using var abandonment = new CancellationTokenSource();
        var commit = command.ExecuteNonQueryAsync(abandonment.Token);
        HashSet<string>? suspects = null;
        for (var checks = 0; !await CompletesWithinAsync(commit, CheckInterval); checks++)
        {
            if (await ReadOpenCommitsAsync() is { } open)
            {
                // This commit was open at every check, if its server is the current primary.
                suspects ??= [.. open];
                suspects.IntersectWith(open);
            }

            if (suspects is { Count: 0 })
            {
                await abandonment.CancelAsync();
                // Whatever the outcome: until the command ends, the connection can be neither used nor closed.
                await Task.WhenAny(commit);
                throw new TimeoutException("The server was lost during a commit, which may or may not have succeeded.");
            }

            if (checks == 0)
                LogWaiting(connection.DataSource);
        }

        await commit;
        return InterceptionResult.Suppress();
    }

    private static async Task<bool> CompletesWithinAsync(Task task, TimeSpan time)
    {
        await Task.WhenAny(task.WaitAsync(time, CancellationToken.None));
        return task.IsCompleted;
    }

    /// <summary>
    /// The sessions of the same user on the current primary that may be working on the commit, each with its transaction; null if the
    /// server cannot be asked. Behind a pooler a connection does not know its process id on the server, so the query is not limited to
    /// this one.
    /// </summary>
    private async Task<List<string>?> ReadOpenCommitsAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(CheckTimeoutSeconds));
        try
        {
            // Not from a pool, which may be exhausted or have a connection to a frozen server.
            await using var connection = await pools.Unpooled.OpenAsync(timeout.Token);
            // With track_activities=off the server shows neither the statement nor its start, but still the id of a writing transaction.
            await using var command = new NpgsqlCommand(
                """
                SELECT concat(pid, ' ', backend_xid)
                FROM pg_stat_activity
                WHERE datname = current_database() AND usename = current_user
                    AND (state = 'active' AND query = @query AND query_start < clock_timestamp() - @time
                        OR state = 'disabled' AND backend_xid IS NOT NULL)
                """,
                connection)
            {
                CommandTimeout = CheckTimeoutSeconds,
                Parameters = { new("query", Commit), new("time", CheckInterval / 2) },
            };
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            var open = new List<string>();
            while (await reader.ReadAsync(CancellationToken.None))
                open.Add(reader.GetString(0));
            return open;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            // The server does not respond or refuses the connection. The commit may still complete.
            return null;
        }
    }

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "A commit on {Server} has not completed yet, and new contacts wait for it. "
            + "If the server's synchronous standby is unavailable, bring it back or remove it from synchronous_standby_names.")]
    private partial void LogWaiting(string server);
}
