using FluxKart.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace FluxKart.Infrastructure.Persistence.Webhooks;

internal sealed class WebhookDirectory(FluxKartDbContext context, WebhookRepository repository) : IWebhookDirectory
{
    public Task<Webhook?> FindAsync(string name, CancellationToken cancellationToken) =>
        Named(name).AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    public Task<long> CountAfterAsync(long position, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        var after = context.Events.Where(recorded => recorded.Id > position);
        return (types.Count == 0 ? after : after.Where(recorded => types.Contains(recorded.Type))).LongCountAsync(cancellationToken);
    }

    // A new revision would make the sender give up its request in flight, and send the event again.
    public Task ResumeAsync(string name, CancellationToken cancellationToken) =>
        Named(name).Where(webhook => webhook.State != WebhookState.Running).ExecuteUpdateAsync(Resume, cancellationToken);

    public async Task<bool> SkipAsync(string name, CancellationToken cancellationToken) =>
        await Named(name).Where(webhook => webhook.FailingEventId != null).ExecuteUpdateAsync(
            update =>
            {
                update.SetProperty(webhook => webhook.Position, webhook => webhook.FailingEventId!.Value);
                Resume(update);
            },
            cancellationToken) > 0;

    public async Task<bool> ReplayAsync(string name, long after, CancellationToken cancellationToken)
    {
        await repository.EnsureAsync(name, cancellationToken);
        return await Named(name).Where(webhook => webhook.Position >= after).ExecuteUpdateAsync(
            update =>
            {
                update.SetProperty(webhook => webhook.Position, after);
                Resume(update);
            },
            cancellationToken) > 0;
    }

    private static void Resume(UpdateSettersBuilder<Webhook> update) => update
        .SetProperty(webhook => webhook.State, WebhookState.Running)
        .SetProperty(webhook => webhook.FailingEventId, (long?)null)
        .SetProperty(webhook => webhook.FailingSince, (DateTime?)null)
        .SetProperty(webhook => webhook.Attempts, 0)
        .SetProperty(webhook => webhook.NextAttemptAt, (DateTime?)null)
        .SetProperty(webhook => webhook.Revision, webhook => webhook.Revision + 1);

    private IQueryable<Webhook> Named(string name) => context.Webhooks.Where(webhook => webhook.Name == name);
}
