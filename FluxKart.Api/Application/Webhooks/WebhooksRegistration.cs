using FluxKart.Domain.Webhooks;

namespace FluxKart.Api.Application.Webhooks;

internal static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookEndpoints endpoints) => services
        .AddSingleton(endpoints)
        .AddScoped<IWebhookService, WebhookService>();
}
