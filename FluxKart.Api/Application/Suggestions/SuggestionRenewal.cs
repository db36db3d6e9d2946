using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>
/// Finds the candidates for suggestions before anyone asks, and again when something has happened, so that nobody waits for a search of
/// whole tables. It searches for a hundredth of the time at most.
/// </summary>
internal sealed partial class SuggestionRenewal(
    ISuggestionService suggestions,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<SuggestionRenewal> logger) : BackgroundService
{
    private const int RestFactor = 100;

    // The first requests of a process are slow enough.
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMinutes(5);

    private long? renewedAtEvent;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        for (var rest = FirstRest; ; rest = await RenewAsync(stoppingToken))
            await Task.Delay(rest, clock, stoppingToken);
    }

    /// <returns>How long to rest.</returns>
    private async Task<TimeSpan> RenewAsync(CancellationToken stoppingToken)
    {
        try
        {
            var newest = await ReadNewestEventIdAsync(stoppingToken);
            if (newest == renewedAtEvent)
                return ShortestRest;
            var rest = RestFactor * await suggestions.RenewAsync(stoppingToken);
            renewedAtEvent = newest;
            return rest > ShortestRest ? rest : ShortestRest;
        }
        // Any other exception would stop the whole service.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(exception);
            return ShortestRest;
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task<long> ReadNewestEventIdAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEventLog>().ReadNewestIdAsync(stoppingToken);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The search for suggestions failed. It is tried again in five minutes.")]
    private partial void LogFailed(Exception exception);
}
