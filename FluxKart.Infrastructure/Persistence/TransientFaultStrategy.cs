using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Runs database work again when it failed for a passing reason: outdated locks, a deadlock, a serialization failure, a unique violation, a
/// busy file, a lost or refused connection. Tries are spaced by growing pauses with jitter, and bounded in time. After that it throws
/// <see cref="RetryLimitExceededException"/>, the one sign that the database cannot be reached or stayed busy.
/// </summary>
internal sealed class TransientFaultStrategy(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: int.MaxValue, MaxPause)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxElapsed = TimeSpan.FromSeconds(5);

    private readonly Stopwatch elapsed = new();

    protected override void OnFirstExecution()
    {
        elapsed.Restart();
        base.OnFirstExecution();
    }

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        if (elapsed.Elapsed > MaxElapsed)
            return null;
        // Whoever outdated the locks has committed: there is nobody to wait for.
        if (lastException is LocksOutdatedException)
            return TimeSpan.Zero;
        var pause = 10 * Math.Pow(2, ExceptionsEncountered.Count);
        return Random.Shared.NextDouble() * (pause < MaxPause.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : MaxPause);
    }

    protected override bool ShouldRetryOn(Exception exception) => exception switch
    {
        LocksOutdatedException => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        // A server that is shutting down, starting or has lost its primary; Npgsql counts most of these, but not all.
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        NpgsqlException npgsql => npgsql.IsTransient,
        SqliteException sqlite => IsTransient(sqlite.SqliteErrorCode),
        TimeoutException => true,
        _ => false,
    };

    // https://sqlite.org/rescode.html: SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL and CANTOPEN. The last four want an operator; until he
    // has come, a client is right to try again.
    private static bool IsTransient(int sqliteErrorCode) => sqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14;
}
