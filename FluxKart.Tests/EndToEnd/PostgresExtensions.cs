using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

internal static class PostgresExtensions
{
    private const string Waiters =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private const string ServiceConnections = "pg_stat_activity WHERE datname = current_database() AND application_name = 'FluxKart'";

    /// <summary>Returns when somebody in the database waits for a lock that another holds.</summary>
    public static async Task WaitForWaiterAsync(this TestDatabase database)
    {
        while ((await database.QueryAsync(Waiters, row => row.GetInt64(0))).Single() == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns when no statement of the service runs: the server may carry on and commit for a client that is gone.</summary>
    public static async Task WaitForIdleAsync(this TestDatabase database)
    {
        while ((await database.QueryAsync($"SELECT count(*) FROM {ServiceConnections} AND state <> 'idle'", row => row.GetInt64(0))).Single() > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the service's connections to the database, as a server does that shuts down.</summary>
    public static Task EndConnectionsAsync(this TestDatabase database) =>
        database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM {ServiceConnections}");
}
