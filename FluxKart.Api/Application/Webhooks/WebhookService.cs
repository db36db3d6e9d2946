using FluxKart.Domain.Events;
using FluxKart.Domain.Webhooks;

namespace FluxKart.Api.Application.Webhooks;

internal sealed class WebhookService(WebhookEndpoints endpoints, IWebhookDirectory directory, IEventLog log) : IWebhookService
{
    public async Task<IReadOnlyList<WebhookStatus>> ListAsync(CancellationToken cancellationToken)
    {
        var webhooks = new List<WebhookStatus>();
        foreach (var endpoint in endpoints.All)
            webhooks.Add(await ReadAsync(endpoint, cancellationToken));
        return webhooks;
    }

    public async Task<WebhookStatus?> ResumeAsync(string name, CancellationToken cancellationToken)
    {
        if (endpoints.Find(name) is not { } endpoint)
            return null;
        await directory.ResumeAsync(endpoint.Key, cancellationToken);
        return await ReadAsync(endpoint, cancellationToken);
    }

    public Task<WebhookChange> SkipAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, stored => directory.SkipAsync(stored, cancellationToken), cancellationToken);

    public Task<WebhookChange> ReplayAsync(string name, long after, CancellationToken cancellationToken) =>
        ChangeAsync(name, stored => directory.ReplayAsync(stored, after, cancellationToken), cancellationToken);

    private async Task<WebhookChange> ChangeAsync(string name, Func<string, Task<bool>> change, CancellationToken cancellationToken)
    {
        if (endpoints.Find(name) is not { } endpoint)
            return new WebhookChange(false, null);
        var isDone = await change(endpoint.Key);
        return new WebhookChange(isDone, await ReadAsync(endpoint, cancellationToken));
    }

    private async Task<WebhookStatus> ReadAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(endpoint.Key, cancellationToken) is not { } webhook)
            return new(endpoint, Webhook.StartAfter(endpoint.Key, await log.ReadNewestIdAsync(cancellationToken)), Behind: 0);
        return new(endpoint, webhook, await directory.CountAfterAsync(webhook.Position, endpoint.Types, cancellationToken));
    }
}
