using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

/// <summary>How many worker threads the thread pool starts at once. It adds others only after half a second without progress.</summary>
internal static class WorkerThreads
{
    // One for each of the two queues of requests, and one for an import. SQLite's driver blocks them, and never awaits.
    private const int BlockedBySqlite = 3;

    /// <summary>Reserves threads for the work that the database blocks, so that requests do not wait for one.</summary>
    public static void Reserve(DatabaseProvider provider)
    {
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Minimum(provider, workers), completionPorts);
    }

    /// <param name="provider">The database in use.</param>
    /// <param name="processors">How many threads the pool starts at once by default: one for each processor.</param>
    public static int Minimum(DatabaseProvider provider, int processors) =>
        provider == DatabaseProvider.Sqlite ? Math.Max(processors, BlockedBySqlite) : processors;
}
