namespace FluxKart.Api.Application.Webhooks;

/// <summary>What became of a change of a webhook.</summary>
/// <param name="IsDone">Whether the webhook has been changed.</param>
/// <param name="Status">The webhook afterwards, also if it was not changed; null if there is no webhook with this name.</param>
public sealed record WebhookChange(bool IsDone, WebhookStatus? Status)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(WebhookChange);
}
