using FluxKart.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Runs one sender for each endpoint, independently of the others.</summary>
internal sealed class WebhookSenderService(
    IReadOnlyList<WebhookSender> senders, IServiceScopeFactory scopes, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(5);

    /// <summary>Stores new endpoints before the first request arrives, so that they miss none of its events.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var sender in senders)
        {
            try
            {
                await sender.EnsureAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                sender.Monitor.ReportUnavailable(exception);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(senders
        // Each on a thread of its own, since SQLite blocks the thread that reads.
        .Select(sender => Task.Run(() => sender.RunAsync(stoppingToken), CancellationToken.None))
        .Append(CountAsync(stoppingToken)));

    private async Task CountAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(CountInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var sender in senders.Where(sender => sender.Monitor is { IsSending: true, WaitingSince: not null }))
                await CountAsync(sender, stoppingToken);
        }
    }

    private async Task CountAsync(WebhookSender sender, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var directory = scope.ServiceProvider.GetRequiredService<IWebhookDirectory>();
            sender.Monitor.Count(await directory.CountAfterAsync(sender.Monitor.Position, sender.Endpoint.Types, stoppingToken));
        }
        catch (Exception)
        {
            // The database cannot be read now. The sender reports it, and the gauge keeps its value.
        }
    }
}
