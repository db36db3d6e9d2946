namespace FluxKart.Api.Application.Suggestions;

/// <remarks>
/// <para>
/// All callers share one computation, and none of them can cancel it. Its result is used again for a while: for twenty times as long as it
/// took, and a minute at most. A fault reaches everyone who waits, and is not kept.
/// </para>
/// <para>
/// The search for candidates reads whole tables. If it takes longer than a reader should wait, its candidates are kept, and a later report
/// only examines them. <see cref="SuggestionRenewal"/> finds new ones in the background. So does a reader who gets old ones, for those to
/// come, but only for a hundredth of the time.
/// </para>
/// </remarks>
internal sealed class SuggestionService(IServiceScopeFactory scopes, TimeProvider clock) : ISuggestionService, IDisposable
{
    private const int LifetimeFactor = 20;
    private const int RestFactor = 100;
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongSearch = TimeSpan.FromMilliseconds(100);

    private readonly Lock guard = new();
    private readonly CancellationTokenSource stopped = new();
    private (SuggestionReport Report, long EndedAt, TimeSpan Lifetime)? latest;
    private Candidates? kept;
    private Computation? searching;
    private Computation? examining;
    private int started;

    public async Task<SuggestionReport> ReadAsync(int limit, DateTime? notBefore, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(notBefore ?? DateTime.MinValue).WaitAsync(cancellationToken);
        return report.Take(limit);
    }

    public async Task<TimeSpan> RenewAsync(CancellationToken cancellationToken)
    {
        Task<SuggestionReport> renewed;
        lock (guard)
            renewed = (searching = Start(candidates: null)).Report;
        await renewed.WaitAsync(cancellationToken);
        return kept?.Duration ?? TimeSpan.Zero;
    }

    public void Dispose()
    {
        stopped.Cancel();
        stopped.Dispose();
    }

    private Task<SuggestionReport> ReadAsync(DateTime notBefore)
    {
        lock (guard)
        {
            // The clock of another replica may be ahead.
            var now = clock.GetUtcNow().UtcDateTime;
            var oldest = notBefore < now ? notBefore : now;
            if (latest is var (report, endedAt, lifetime) && report.ComputedAt >= oldest && clock.GetElapsedTime(endedAt) < lifetime)
                return Task.FromResult(report);
            // Rather than wait for a search that is running.
            if (kept is not null && kept.FoundAt >= oldest && kept.Duration >= LongSearch)
            {
                if (searching is null && now - kept.FoundAt > RestFactor * kept.Duration)
                    searching = Start(candidates: null);
                return (examining = Current(examining, oldest) ?? Start(kept)).Report;
            }

            return (searching = Current(searching, oldest) ?? Start(candidates: null)).Report;
        }
    }

    private static Computation? Current(Computation? running, DateTime oldest) => running?.FoundAt >= oldest ? running : null;

    private Computation Start(Candidates? candidates)
    {
        var number = ++started;
        // On a thread of its own, since SQLite blocks the thread that reads.
        var report = Task.Run(() => ComputeAsync(number, candidates), stopped.Token);
        return new Computation(number, candidates?.FoundAt ?? clock.GetUtcNow().UtcDateTime, report);
    }

    private async Task<SuggestionReport> ComputeAsync(int number, Candidates? candidates)
    {
        try
        {
            var startedAt = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var search = scope.ServiceProvider.GetRequiredService<SuggestionSearch>();
            candidates ??= await search.FindAsync(stopped.Token);
            var report = await search.ExamineAsync(candidates, stopped.Token);
            Keep(candidates, report, clock.GetElapsedTime(startedAt));
            return report;
        }
        finally
        {
            lock (guard)
            {
                searching = searching?.Number == number ? null : searching;
                examining = examining?.Number == number ? null : examining;
            }
        }
    }

    // Another computation may have begun later and ended earlier.
    private void Keep(Candidates candidates, SuggestionReport report, TimeSpan duration)
    {
        var lifetime = LifetimeFactor * duration;
        lock (guard)
        {
            if (kept is not null && kept.FoundAt > candidates.FoundAt)
                return;
            kept = candidates;
            latest = (report, clock.GetTimestamp(), lifetime < MaxLifetime ? lifetime : MaxLifetime);
        }
    }

    private sealed class Computation(int number, DateTime foundAt, Task<SuggestionReport> report)
    {
        public int Number { get; } = number;

        /// <summary>The search began at this moment or later.</summary>
        public DateTime FoundAt { get; } = foundAt;

        public Task<SuggestionReport> Report { get; } = report;
    }
}
