using System.Diagnostics.Metrics;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Persistence.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FluxKart.Infrastructure.Webhooks;

public static class WebhooksRegistration
{
    /// <summary>The key of the senders' clock, which a test can make faster without making requests time out.</summary>
    public const string ClockKey = "webhooks";

    /// <summary>Registers a sender for each endpoint.</summary>
    public static IServiceCollection AddWebhookSenders(this IServiceCollection services, WebhookSettings settings) => services
        .AddWebhookClient()
        .AddSingleton<IHostedService>(provider => CreateService(settings, provider));

    private static WebhookSenderService CreateService(WebhookSettings settings, IServiceProvider provider)
    {
        var clock = provider.GetRequiredKeyedService<TimeProvider>(ClockKey);
        var metrics = new WebhookMetrics(provider.GetRequiredService<IMeterFactory>(), clock);
        var client = provider.GetRequiredService<WebhookClient>();
        return new WebhookSenderService(
            [.. settings.Receivers.Select(CreateSender)], provider.GetRequiredService<IServiceScopeFactory>(), clock);

        WebhookSender CreateSender(WebhookReceiver receiver)
        {
            var monitor = new WebhookMonitor(
                receiver.Endpoint.Name, metrics, provider.GetRequiredService<ILogger<WebhookMonitor>>());
            return new WebhookSender(
                receiver,
                provider.GetRequiredService<WebhookRepository>(),
                provider.GetRequiredService<IEventFeed>(),
                new WebhookDelivery(receiver, client, monitor, clock),
                clock);
        }
    }
}
