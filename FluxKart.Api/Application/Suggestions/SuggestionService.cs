namespace FluxKart.Api.Application.Suggestions;

/// <remarks>
/// All callers share one computation, and none of them can cancel it. It reads whole tables, so its result is used again for a while: for
/// twenty times as long as it took, and a minute at most. A fault reaches everyone who waits, and is not kept.
/// </remarks>
internal sealed class SuggestionService(IServiceScopeFactory scopes, TimeProvider clock) : ISuggestionService, IDisposable
{
    private const int LifetimeFactor = 20;
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock guard = new();
    private readonly CancellationTokenSource stopped = new();
    private (SuggestionReport Report, long EndedAt, TimeSpan Lifetime)? latest;
    private Task<SuggestionReport>? running;

    public async Task<SuggestionReport> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        var report = await ReadAsync().WaitAsync(cancellationToken);
        return report.Take(limit);
    }

    public void Dispose()
    {
        stopped.Cancel();
        stopped.Dispose();
    }

    private Task<SuggestionReport> ReadAsync()
    {
        lock (guard)
        {
            if (latest is var (report, endedAt, lifetime) && clock.GetElapsedTime(endedAt) < lifetime)
                return Task.FromResult(report);
            // On a thread of its own, since SQLite blocks the thread that reads.
            return running ??= Task.Run(ComputeAsync, stopped.Token);
        }
    }

    private async Task<SuggestionReport> ComputeAsync()
    {
        try
        {
            var startedAt = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<SuggestionSearch>().SearchAsync(stopped.Token);
            var lifetime = LifetimeFactor * clock.GetElapsedTime(startedAt);
            lock (guard)
                latest = (report, clock.GetTimestamp(), lifetime < MaxLifetime ? lifetime : MaxLifetime);
            return report;
        }
        finally
        {
            lock (guard)
                running = null;
        }
    }
}
