using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Commits on PostgreSQL, and waits as long as the server is at it. The driver cancels what takes longer than a command may, and a commit that
/// is cancelled while it waits for a synchronous standby succeeds without it: the server says so in a warning only. Whoever was told of the
/// success, or read the contact later, would have it lost when the standby takes over. A commit is given up only where the server that is the
/// primary now knows nothing of it: it has been restarted, or another has taken its place.
/// </summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION-HA.</remarks>
internal sealed partial class UncancelledCommitInterceptor(ILogger<UncancelledCommitInterceptor> logger) : DbTransactionInterceptor
{
    private const string Commit = "COMMIT";

    // How long a commit may take until the server is asked about it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // In seconds.
    private const int LongestAnswer = 2;

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // Null only where the transaction has ended.
        var connection = (NpgsqlConnection)transaction.Connection!;
        await using var command = new NpgsqlCommand(Commit, connection) { CommandTimeout = 0 };
        // Not the caller's token: a commit is never cancelled for a caller that does not want to wait.
        using var giveUp = new CancellationTokenSource();
        var commit = command.ExecuteNonQueryAsync(giveUp.Token);
        for (var waits = 0; !await EndsInTimeAsync(commit); waits++)
        {
            if (!await ServerMayBeAtItAsync(connection))
            {
                await giveUp.CancelAsync();
                // However it ends: until then the connection can be neither used nor closed.
                await Task.WhenAny(commit);
                throw new TimeoutException("The server was lost during a commit, which may have gone through or not.");
            }

            if (waits == 0)
                LogWaiting(connection.DataSource);
        }

        await commit;
        return InterceptionResult.Suppress();
    }

    private static async Task<bool> EndsInTimeAsync(Task commit)
    {
        await Task.WhenAny(commit.WaitAsync(Patience, CancellationToken.None));
        return commit.IsCompleted;
    }

    /// <summary>
    /// Whether the server that is the primary now has been at a commit of ours for long, or cannot tell. It is not asked for this very connection,
    /// because behind a pooler the connection does not know its number on the server.
    /// </summary>
    private static async Task<bool> ServerMayBeAtItAsync(NpgsqlConnection committing)
    {
        // Not from the pool, where none may be left, or one to a server that has frozen.
        var settings = new NpgsqlConnectionStringBuilder(committing.ConnectionString) { Pooling = false, Timeout = LongestAnswer };
        try
        {
            await using var connection = committing.CloneWith(settings.ConnectionString);
            await connection.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(
                """
                SELECT EXISTS (
                    SELECT FROM pg_stat_activity
                    WHERE datname = current_database() AND usename = current_user AND state = 'active' AND query = @query
                        AND query_start < clock_timestamp() - @time)
                """,
                connection)
            {
                CommandTimeout = LongestAnswer,
                Parameters = { new("query", Commit), new("time", Patience / 2) },
            };
            return (bool)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }
        catch (NpgsqlException)
        {
            // It does not answer, or refuses, such as for too many connections. It may yet come back with the commit.
            return true;
        }
    }

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "A commit waits for {Server}, and new contacts wait with it. If the server's synchronous standby is away, bring it back, or take it out of synchronous_standby_names.")]
    private partial void LogWaiting(string server);
}
