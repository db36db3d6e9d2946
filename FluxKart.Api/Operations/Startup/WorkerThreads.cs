using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

/// <summary>
/// How many worker threads the thread pool starts at once: one for each processor, unless an operator says otherwise. It adds others only
/// after half a second without progress.
/// </summary>
internal static class WorkerThreads
{
    // One for each of the two queues of requests, and one for an import. SQLite's driver blocks them, and never awaits.
    private const int BlockedBySqlite = 3;

    /// <summary>Reserves threads for the work that the database blocks, so that requests do not wait for one.</summary>
    public static void Reserve(DatabaseProvider provider)
    {
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        if (provider == DatabaseProvider.Sqlite && workers < BlockedBySqlite)
            ThreadPool.SetMinThreads(BlockedBySqlite, completionPorts);
    }
}
