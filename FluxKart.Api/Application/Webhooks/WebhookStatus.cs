using FluxKart.Domain.Webhooks;

namespace FluxKart.Api.Application.Webhooks;

/// <summary>A configured endpoint, and how far the feed has been delivered to it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Webhook">What has been delivered. If no sender has run yet, it is what the first one begins with.</param>
/// <param name="Behind">How many events of the endpoint's types come after its position.</param>
public sealed record WebhookStatus(WebhookEndpoint Endpoint, Webhook Webhook, long Behind)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(WebhookStatus);
}
