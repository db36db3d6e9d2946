using FluxKart.Infrastructure.Configuration;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>A transaction that may take minutes, on a connection of its own.</summary>
internal static class LongTransaction
{
    /// <summary>
    /// Lets the current transaction take its time, whatever the server is configured to end. Only a lock is not worth waiting for.
    /// </summary>
    public const string SetTimeouts =
        """
        SELECT set_config(name, CASE name WHEN 'lock_timeout' THEN '5s' ELSE '0' END, true)
        FROM pg_settings
        WHERE name IN ('lock_timeout', 'statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')
        """;

    public static PostgresPool CreatePool(string name, DatabaseSettings settings) => new(
        name,
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, CommandTimeout = 0, MaxAutoPrepare = 0 }
            .ConnectionString);
}
