using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Events;

/// <summary>
/// Reads the end of the feed for all streams of this process, so that the database is asked as often for a thousand streams as for one. It
/// reads only while there is a stream.
/// </summary>
/// <remarks>
/// It polls, because that works on both databases and through every pooler. LISTEN does not work through a pooler in transaction mode. A
/// poll that finds nothing is a look-up at the end of an index.
/// </remarks>
internal sealed partial class EventTail(
    IServiceScopeFactory scopes,
    EventMetrics metrics,
    TimeProvider clock,
    ILogger<EventTail> logger) : BackgroundService
{
    private const int PageSize = 1000;

    // A new event is to be delivered within 250 ms of its commit.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly Lock guard = new();
    private int streams;
    private TaskCompletionSource opened = NewSignal();
    private TaskCompletionSource superseded = NewSignal();
    private volatile RecentEvents? recent;

    /// <summary>
    /// The newest events that have been read; null if nothing has been read since the first stream was opened. Only while a stream is open.
    /// </summary>
    public RecentEvents? Recent => recent;

    /// <summary>Keeps the end of the feed read until the returned value is disposed.</summary>
    public IDisposable Open()
    {
        lock (guard)
        {
            streams++;
            opened.TrySetResult();
        }

        metrics.CountStreamOpened();
        return new Stream(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitForStreamAsync(stoppingToken);
                var hasMore = await ReadAsync(stoppingToken);
                if (!hasMore)
                    await Task.Delay(PollInterval, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // Any other exception would stop the whole service. A missing privilege, for example, is not a transient fault.
            catch (Exception exception)
            {
                LogUnreadable(exception);
                await Task.Delay(PauseAfterFault, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task WaitForStreamAsync(CancellationToken cancellationToken)
    {
        Task signal;
        lock (guard)
        {
            if (streams > 0)
                return Task.CompletedTask;
            // What is committed from now on is not read. The next stream begins anew.
            recent = null;
            signal = opened.Task;
        }

        return signal.WaitAsync(cancellationToken);
    }

    /// <returns>Whether there are probably more events.</returns>
    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<IEventLog>();
        if (recent is not { } current)
        {
            var newest = await log.ReadNewestIdAsync(cancellationToken);
            recent = new RecentEvents(newest, newest, [], superseded.Task);
            return false;
        }

        var page = await log.ReadAsync(current.To, [], PageSize, cancellationToken);
        if (page.Events.Count == 0)
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var recorded in page.Events)
            metrics.RecordLag(now - recorded.Time);
        var signal = NewSignal();
        var previous = superseded;
        superseded = signal;
        recent = new RecentEvents(current.To, page.Position, page.Events, signal.Task);
        previous.TrySetResult();
        return page.Events.Count == PageSize;
    }

    private void Close()
    {
        lock (guard)
        {
            if (--streams == 0)
                opened = NewSignal();
        }

        metrics.CountStreamClosed();
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The feed of events cannot be read now, and its streams wait")]
    private partial void LogUnreadable(Exception exception);

    private sealed class Stream(EventTail tail) : IDisposable
    {
        private int isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isClosed, 1) == 0)
                tail.Close();
        }
    }
}
