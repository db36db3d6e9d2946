using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>PostgreSQL's passing faults: a deadlock, a serialization failure, a unique violation, a lost or refused connection.</summary>
internal sealed class PostgresFaultStrategy(ExecutionStrategyDependencies dependencies) : TransientFaultStrategy(dependencies)
{
    protected override bool ShouldRetryOn(Exception exception)
    {
        // Its connections still work, and would be used for ever, while behind the same address another server may be the primary by now.
        if (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
            NpgsqlConnection.ClearPool((NpgsqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        return base.ShouldRetryOn(exception);
    }

    protected override bool IsTransient(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || IsTransient(postgres.SqlState),
        // The driver's own: a connection that cannot be made or broke, no suitable host, an exhausted pool.
        NpgsqlException => true,
        // The driver was confused by what it received, as after an error in a statement that it was preparing, and has dropped the connection.
        { Source: "Npgsql" } => exception.GetType() == typeof(Exception),
        _ => false,
    };

    // A server that shuts down, starts, has become read-only, or ended an idle session or transaction (25P03) or a statement that took too
    // long; or one that for now has no such database or user. Npgsql counts some of these.
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
        or "25P03";
}
