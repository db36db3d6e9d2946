namespace FluxKart.Api.Contracts.Webhooks;

/// <summary>All webhooks.</summary>
/// <param name="Webhooks">In the order of the settings.</param>
public sealed record WebhooksResponse(IReadOnlyList<WebhookResponse> Webhooks);
