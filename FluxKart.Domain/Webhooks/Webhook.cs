namespace FluxKart.Domain.Webhooks;

/// <summary>How far the feed of events has been delivered to one endpoint.</summary>
public sealed class Webhook
{
    private Webhook(string name, long position)
    {
        Name = name;
        Position = position;
    }

    /// <summary>The key of its endpoint.</summary>
    public string Name { get; private set; }

    /// <summary>The id of the last delivered event. For a new endpoint, that of the last event before it.</summary>
    public long Position { get; private set; }

    public WebhookState State { get; private set; }

    /// <summary>The event that has not been delivered; null if the latest attempt succeeded.</summary>
    public long? FailingEventId { get; private set; }

    /// <summary>UTC. The first failed attempt since the latest one that succeeded; null if that was the latest.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary>How often the event has been sent that has not been delivered.</summary>
    public int Attempts { get; private set; }

    /// <summary>UTC. When the event is sent again that has not been delivered; null if it is sent at once.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>The status of the latest HTTP response; null if there was none.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>Why the latest attempt failed; null if it succeeded.</summary>
    public string? LastError { get; private set; }

    /// <summary>UTC; null if nothing has been delivered yet.</summary>
    public DateTime? LastDeliveredAt { get; private set; }

    /// <summary>How often a person has resumed the endpoint, skipped an event, or moved the position back.</summary>
    public long Revision { get; private set; }

    /// <summary>An endpoint to which nothing has been sent yet.</summary>
    public static Webhook StartAfter(string name, long newestEventId) => new(name, newestEventId);

    /// <summary>The same at this moment, which stays as it is.</summary>
    public Webhook Copy() => (Webhook)MemberwiseClone();

    public void RecordDelivery(long eventId, int? status, DateTime now)
    {
        ForgetFailure();
        Position = eventId;
        LastStatus = status;
        LastError = null;
        LastDeliveredAt = now;
    }

    /// <summary>Leaves out the event that has not been delivered, because it is not sent any more.</summary>
    public void ForgetFailure()
    {
        State = WebhookState.Running;
        FailingEventId = null;
        FailingSince = NextAttemptAt = null;
        Attempts = 0;
    }

    /// <summary>Records that an attempt failed. The endpoint stops if its receiver is gone, or has failed for too long.</summary>
    /// <param name="eventId">The event that was not delivered.</param>
    /// <param name="failure">Why.</param>
    /// <param name="now">UTC.</param>
    /// <param name="random">The jitter of the pause, from 0 to 1.</param>
    public void RecordFailure(long eventId, DeliveryFailure failure, DateTime now, double random)
    {
        Attempts = FailingEventId == eventId ? Attempts + 1 : 1;
        FailingEventId = eventId;
        FailingSince ??= now;
        LastStatus = failure.Status;
        LastError = failure.Error;
        var end = FailingSince.Value + RetrySchedule.GivesUpAfter;
        if (failure.IsGone || now >= end)
        {
            State = WebhookState.Stopped;
            NextAttemptAt = null;
            return;
        }

        State = WebhookState.Failing;
        var pause = RetrySchedule.PauseAfter(Attempts, random);
        var wait = failure.RetryAfter > pause ? failure.RetryAfter.Value : pause;
        NextAttemptAt = wait < end - now ? now + wait : end;
    }
}
