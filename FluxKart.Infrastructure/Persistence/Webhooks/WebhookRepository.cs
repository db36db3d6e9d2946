using System.Linq.Expressions;
using FluxKart.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Persistence.Webhooks;

/// <summary>
/// What the sender of an endpoint reads and writes, each call with a context of its own. A write is fenced: it changes nothing unless this
/// sender holds the lease.
/// </summary>
internal sealed class WebhookRepository(IServiceScopeFactory scopes)
{
    /// <summary>Stores a new endpoint that begins with the next event, unless it is stored already.</summary>
    public Task EnsureAsync(string name, CancellationToken cancellationToken) => UseAsync(context =>
        // ExecuteSqlAsync itself does not retry, unlike all other statements.
        context.Database.CreateExecutionStrategy().ExecuteAsync(
            token => context.Database.ExecuteSqlAsync(
                $"""
                 INSERT INTO webhook (name, position, state, attempts, revision, beat)
                 VALUES ({name}, (SELECT coalesce(max(id), 0) FROM event), {nameof(WebhookState.Running)}, 0, 0, 0)
                 ON CONFLICT (name) DO NOTHING
                 """,
                token),
            cancellationToken));

    public Task<Webhook> GetAsync(string name, CancellationToken cancellationToken) =>
        UseAsync(context => Named(context, name).AsNoTracking().SingleAsync(cancellationToken));

    public Task<LeaseSighting> GetLeaseAsync(string name, CancellationToken cancellationToken) => UseAsync(context => Named(context, name)
        .Select(webhook => new LeaseSighting(
            EF.Property<string?>(webhook, WebhookConfiguration.Owner), EF.Property<long>(webhook, WebhookConfiguration.Beat)))
        .SingleAsync(cancellationToken));

    /// <summary>Takes the lease, unless it has been taken or renewed since it was seen.</summary>
    /// <returns>Whether the owner now holds the lease.</returns>
    public async Task<bool> TryTakeLeaseAsync(string name, LeaseSighting seen, string owner, CancellationToken cancellationToken) =>
        await UseAsync(context => Named(context, name)
            .Where(webhook => EF.Property<string?>(webhook, WebhookConfiguration.Owner) == seen.Owner
                && EF.Property<long>(webhook, WebhookConfiguration.Beat) == seen.Beat)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(webhook => EF.Property<string?>(webhook, WebhookConfiguration.Owner), owner)
                    .SetProperty(webhook => EF.Property<long>(webhook, WebhookConfiguration.Beat), seen.Beat + 1),
                cancellationToken)) > 0;

    /// <summary>Renews the lease.</summary>
    /// <returns>The webhook's revision; null if the owner no longer holds the lease.</returns>
    public Task<long?> RenewLeaseAsync(string name, string owner, CancellationToken cancellationToken) => UseAsync(async context =>
    {
        var renewed = await Held(context, name, owner).ExecuteUpdateAsync(
            update => update.SetProperty(
                webhook => EF.Property<long>(webhook, WebhookConfiguration.Beat),
                webhook => EF.Property<long>(webhook, WebhookConfiguration.Beat) + 1),
            cancellationToken);
        return renewed == 0
            ? null
            : await Named(context, name).Select(webhook => (long?)webhook.Revision).SingleOrDefaultAsync(cancellationToken);
    });

    public Task ReleaseLeaseAsync(string name, string owner, CancellationToken cancellationToken) => UseAsync(context =>
        Held(context, name, owner).ExecuteUpdateAsync(
            update => update.SetProperty(webhook => EF.Property<string?>(webhook, WebhookConfiguration.Owner), (string?)null),
            cancellationToken));

    /// <summary>Stores how far the endpoint is.</summary>
    /// <returns>False if the owner no longer holds the lease, or a person has changed the webhook. Then nothing is stored.</returns>
    public Task<bool> TrySaveAsync(Webhook webhook, string owner, CancellationToken cancellationToken) =>
        TrySaveAsync(webhook, owner, stored => stored.Revision == webhook.Revision, cancellationToken);

    /// <summary>The same, but only if the position is a later one: a write that was held up must not undo what came after it.</summary>
    public Task<bool> TryAdvanceAsync(Webhook webhook, string owner, CancellationToken cancellationToken) => TrySaveAsync(
        webhook, owner, stored => stored.Revision == webhook.Revision && stored.Position < webhook.Position, cancellationToken);

    private async Task<bool> TrySaveAsync(
        Webhook webhook, string owner, Expression<Func<Webhook, bool>> condition, CancellationToken cancellationToken) =>
        await UseAsync(context => Held(context, webhook.Name, owner).Where(condition).ExecuteUpdateAsync(
            update => update
                .SetProperty(stored => stored.Position, webhook.Position)
                .SetProperty(stored => stored.State, webhook.State)
                .SetProperty(stored => stored.FailingEventId, webhook.FailingEventId)
                .SetProperty(stored => stored.FailingSince, webhook.FailingSince)
                .SetProperty(stored => stored.Attempts, webhook.Attempts)
                .SetProperty(stored => stored.NextAttemptAt, webhook.NextAttemptAt)
                .SetProperty(stored => stored.LastStatus, webhook.LastStatus)
                .SetProperty(stored => stored.LastError, webhook.LastError)
                .SetProperty(stored => stored.LastDeliveredAt, webhook.LastDeliveredAt),
            cancellationToken)) > 0;

    private static IQueryable<Webhook> Named(FluxKartDbContext context, string name) =>
        context.Webhooks.Where(webhook => webhook.Name == name);

    private static IQueryable<Webhook> Held(FluxKartDbContext context, string name, string owner) =>
        Named(context, name).Where(webhook => EF.Property<string?>(webhook, WebhookConfiguration.Owner) == owner);

    private async Task<T> UseAsync<T>(Func<FluxKartDbContext, Task<T>> use)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<FluxKartDbContext>());
    }
}
