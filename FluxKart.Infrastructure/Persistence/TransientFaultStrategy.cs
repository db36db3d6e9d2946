using System.Diagnostics;
using FluxKart.Domain.Customers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Runs database work again when it failed for a passing reason: outdated locks, a deadlock, a serialization failure, a unique violation, a
/// busy file, a lost or refused connection. Tries are spaced by growing pauses with jitter, and bounded in time. After that it throws
/// <see cref="StoreUnavailableException"/>.
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
            throw new StoreUnavailableException(lastException);
        // Whoever outdated the locks has committed: there is nobody to wait for.
        if (lastException is LocksOutdatedException)
            return TimeSpan.Zero;
        var pause = 10 * Math.Pow(2, ExceptionsEncountered.Count);
        return Random.Shared.NextDouble() * (pause < MaxPause.TotalMilliseconds ? TimeSpan.FromMilliseconds(pause) : MaxPause);
    }

    protected override bool ShouldRetryOn(Exception exception) => exception switch
    {
        LocksOutdatedException or TimeoutException => true,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => LeaveReadOnlyServer(),
        PostgresException postgres => postgres.IsTransient || IsTransient(postgres.SqlState),
        // The driver's own: a connection that cannot be made or broke, no suitable host, an exhausted pool.
        NpgsqlException => true,
        // It was confused by what it received, as after an error in a statement that it was preparing, and has dropped the connection.
        { Source: "Npgsql" } when exception.GetType() == typeof(Exception) => true,
        SqliteException sqlite => IsTransient(sqlite.SqliteErrorCode),
        _ => false,
    };

    // Its connections stay good, and would be used for ever: behind one address another server may be the primary by now.
    private bool LeaveReadOnlyServer()
    {
        NpgsqlConnection.ClearPool((NpgsqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        return true;
    }

    // A server that shuts down, starts, ended an idle session or transaction (25P03) or a statement that took too long, or for now has no
    // such database or user; Npgsql counts some of these.
    private static bool IsTransient(string sqlState) => sqlState
        is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.AdminShutdown
        or PostgresErrorCodes.CrashShutdown
        or PostgresErrorCodes.CannotConnectNow
        or PostgresErrorCodes.QueryCanceled
        or PostgresErrorCodes.IdleSessionTimeout
        or PostgresErrorCodes.InvalidCatalogName
        or PostgresErrorCodes.InvalidPassword
        or PostgresErrorCodes.InvalidAuthorizationSpecification
        or "25P03";

    // https://sqlite.org/rescode.html: SQLITE_BUSY and LOCKED; and READONLY, IOERR, CORRUPT, FULL, CANTOPEN and NOTADB, which want an
    // operator: once the cause is gone, the same request succeeds.
    private static bool IsTransient(int sqliteErrorCode) => sqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26;
}
