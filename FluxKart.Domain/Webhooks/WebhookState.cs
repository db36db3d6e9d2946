namespace FluxKart.Domain.Webhooks;

/// <summary>Whether events are delivered to an endpoint.</summary>
public enum WebhookState
{
    /// <summary>The latest attempt succeeded, or none has been made yet.</summary>
    Running,

    /// <summary>The latest attempt failed. It is made again later.</summary>
    Failing,

    /// <summary>Nothing more is sent until a person resumes the endpoint.</summary>
    Stopped,
}
