using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;
using Microsoft.Extensions.Logging;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Shows an operator what the sender of one endpoint does: by the log and by metrics.</summary>
internal sealed partial class WebhookMonitor
{
    private readonly WebhookMetrics metrics;
    private readonly ILogger<WebhookMonitor> logger;
    private long position;
    private long behind;
    // In ticks; 0 if nothing waits.
    private long waitingSince;
    private volatile bool isSending;
    private bool isUnavailable;
    private bool isFailing;

    public WebhookMonitor(string name, WebhookMetrics metrics, ILogger<WebhookMonitor> logger)
    {
        Name = name;
        this.metrics = metrics;
        this.logger = logger;
        metrics.Add(this);
    }

    /// <summary>The name of the endpoint.</summary>
    public string Name { get; }

    /// <summary>Whether this replica sends to the endpoint.</summary>
    public bool IsSending => isSending;

    /// <summary>The id of the last delivered event.</summary>
    public long Position => Interlocked.Read(ref position);

    /// <summary>How many events have not been delivered, as last counted.</summary>
    public long Behind => Interlocked.Read(ref behind);

    /// <summary>UTC. The time of the event that is being delivered; null if all are.</summary>
    public DateTime? WaitingSince =>
        Interlocked.Read(ref waitingSince) is > 0 and var ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;

    public void Begin(Webhook webhook)
    {
        Interlocked.Exchange(ref position, webhook.Position);
        isFailing |= webhook.FailingEventId is not null;
        isUnavailable = false;
        isSending = true;
    }

    public void End() => isSending = false;

    public void Wait(RecordedEvent recorded) => Interlocked.Exchange(ref waitingSince, recorded.Time.Ticks);

    public void CatchUp()
    {
        Interlocked.Exchange(ref waitingSince, 0);
        Interlocked.Exchange(ref behind, 0);
    }

    public void Count(long eventsAfterPosition) => Interlocked.Exchange(ref behind, eventsAfterPosition);

    public void Deliver(RecordedEvent recorded)
    {
        Interlocked.Exchange(ref position, recorded.Id);
        metrics.CountSent(Name);
        if (isFailing)
            LogDeliversAgain(Name, recorded.Id);
        isFailing = false;
    }

    public void Fail(Webhook webhook, DeliveryFailure failure)
    {
        metrics.CountFailed(Name);
        isFailing = true;
        if (webhook.State == WebhookState.Stopped)
            LogStopped(Name, webhook.FailingEventId, failure.Error);
        else if (webhook.Attempts == 1)
            LogFailing(Name, webhook.FailingEventId, failure.Error);
    }

    /// <summary>Logs, once until <see cref="Begin"/>, that nothing can be sent.</summary>
    public void ReportUnavailable(Exception exception)
    {
        if (isUnavailable)
            return;
        isUnavailable = true;
        LogUnavailable(exception, Name);
    }

    [LoggerMessage(
        EventId = 5001,
        Level = LogLevel.Warning,
        Message = "The webhook {Webhook} fails at event {EventId}, and is tried again: {Error}")]
    private partial void LogFailing(string webhook, long? eventId, string error);

    [LoggerMessage(
        EventId = 5002,
        Level = LogLevel.Error,
        Message = "The webhook {Webhook} has stopped at event {EventId}, until a person resumes it: {Error}")]
    private partial void LogStopped(string webhook, long? eventId, string error);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "The webhook {Webhook} delivers again, from event {EventId} on")]
    private partial void LogDeliversAgain(string webhook, long eventId);

    [LoggerMessage(
        EventId = 5004,
        Level = LogLevel.Warning,
        Message = "Nothing can be sent to the webhook {Webhook} now, because the database does not respond as expected")]
    private partial void LogUnavailable(Exception exception, string webhook);
}
