using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// PostgreSQL's transient faults: a deadlock, a serialization failure, a unique violation, a lost or refused connection, and others that a
/// retry or an operator fixes.
/// </summary>
internal sealed class PostgresFaultStrategy(ExecutionStrategyDependencies dependencies, PostgresPool pool)
    : TransientFaultStrategy(dependencies)
{
    protected override bool ShouldRetryOn(Exception exception)
    {
        // The server has become read-only. Its pooled connections still work, so they would be reused for ever, although another server may
        // now be the primary at the same address.
        if (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
            pool.Clear();
        return base.ShouldRetryOn(exception);
    }

    protected override bool IsTransient(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || IsTransient(postgres.SqlState),
        // From the driver itself: a connection that failed or broke, no suitable host, or an exhausted pool.
        NpgsqlException => true,
        // Npgsql throws a plain exception after a message that it did not expect, such as after an error in a statement that it was
        // preparing. It has dropped the connection.
        { Source: "Npgsql" } => exception.GetType() == typeof(Exception),
        _ => false,
    };

    // Besides the unique violation: the server is shutting down, is starting or has become read-only; it has ended an idle session, an idle
    // transaction (25P03), a slow transaction (25P04) or a slow statement; it lacks the database or the user for now; the result of a
    // prepared statement has changed its type (FeatureNotSupported), or a pooler has lost the statement; a pooler has no server
    // (ProtocolViolation); or the outcome is unknown. Npgsql counts only some of these as transient.
    private static bool IsTransient(string sqlState) => sqlState
        is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.ReadOnlySqlTransaction
        or PostgresErrorCodes.AdminShutdown
        or PostgresErrorCodes.CrashShutdown
        or PostgresErrorCodes.CannotConnectNow
        or PostgresErrorCodes.QueryCanceled
        or PostgresErrorCodes.IdleSessionTimeout
        or PostgresErrorCodes.InvalidCatalogName
        or PostgresErrorCodes.InvalidPassword
        or PostgresErrorCodes.InvalidAuthorizationSpecification
        or PostgresErrorCodes.FeatureNotSupported
        or PostgresErrorCodes.DuplicatePreparedStatement
        or PostgresErrorCodes.InvalidSqlStatementName
        or PostgresErrorCodes.ProtocolViolation
        or PostgresErrorCodes.StatementCompletionUnknown
        or "25P03" or "25P04";
}
