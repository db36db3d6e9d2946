namespace FluxKart.Domain.Webhooks;

/// <summary>All configured endpoints, in the order of the settings.</summary>
public sealed class WebhookEndpoints(IReadOnlyList<WebhookEndpoint> all)
{
    public IReadOnlyList<WebhookEndpoint> All { get; } = all;

    /// <summary>The endpoint with this name, ignoring case; null if no endpoint has it.</summary>
    public WebhookEndpoint? Find(string name) =>
        All.FirstOrDefault(endpoint => endpoint.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
