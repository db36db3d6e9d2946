namespace FluxKart.Api.Contracts.Webhooks;

/// <summary>A configured endpoint that events are sent to.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Url">Where the events are posted, without the query, which may be secret.</param>
/// <param name="State">
/// `running`; `failing` if the latest attempt failed and is made again; `stopped` if nothing more is sent until a person resumes it.
/// </param>
/// <param name="Position">The id of the last delivered event. For a new webhook, that of the last event before it.</param>
/// <param name="Behind">How many events are still to be delivered.</param>
/// <param name="FailingEventId">The event that could not be delivered; null if the latest attempt succeeded.</param>
/// <param name="FailingSince">When an attempt first failed, in UTC, since the latest delivery; null if none has failed since.</param>
/// <param name="Attempts">How often that event has been sent; 0 if the latest attempt succeeded.</param>
/// <param name="NextAttemptAt">When that event is sent again, in UTC; null if it is sent at once, or not at all.</param>
/// <param name="LastStatus">The status of the receiver's latest response; null if the latest attempt got none.</param>
/// <param name="LastError">Why the latest attempt failed; null if it succeeded, or none has been made yet.</param>
/// <param name="LastDeliveredAt">When an event was last delivered, in UTC; null if none has been delivered yet.</param>
[ResponseExample(
    """
    {
      "name": "mail",
      "url": "https://mail.example/fluxkart",
      "state": "failing",
      "position": 1200,
      "behind": 3,
      "failingEventId": 1201,
      "failingSince": "2026-11-26T09:00:00Z",
      "attempts": 4,
      "nextAttemptAt": "2026-11-26T09:01:05Z",
      "lastStatus": 500,
      "lastError": "The receiver responded with status 500.",
      "lastDeliveredAt": "2026-11-26T08:59:58Z"
    }
    """)]
public sealed record WebhookResponse(
    string Name,
    string Url,
    string State,
    long Position,
    long Behind,
    long? FailingEventId,
    DateTime? FailingSince,
    int Attempts,
    DateTime? NextAttemptAt,
    int? LastStatus,
    string? LastError,
    DateTime? LastDeliveredAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(WebhookResponse);
}
