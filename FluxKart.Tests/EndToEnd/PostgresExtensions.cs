using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

internal static class PostgresExtensions
{
    private const string BlockedLocks =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private const string ServiceConnections = "pg_stat_activity WHERE datname = current_database() AND application_name = 'FluxKart'";

    /// <summary>Returns when a session in the database waits for a lock that another session holds.</summary>
    public static async Task WaitForBlockedSessionAsync(this TestDatabase database)
    {
        while ((await database.QueryAsync(BlockedLocks, row => row.GetInt64(0))).Single() == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns when no statement of the service is running: the server can finish one after its client has disconnected.</summary>
    public static async Task WaitForIdleAsync(this TestDatabase database)
    {
        const string busyConnections = $"SELECT count(*) FROM {ServiceConnections} AND state <> 'idle'";
        while ((await database.QueryAsync(busyConnections, row => row.GetInt64(0))).Single() > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the service's connections to the database, as a server does when it shuts down.</summary>
    public static Task EndConnectionsAsync(this TestDatabase database) =>
        database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM {ServiceConnections}");
}
