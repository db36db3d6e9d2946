using System.Text.Json;
using AutoMapper;
using FluxKart.Api.Application.Webhooks;
using FluxKart.Api.Contracts.Webhooks;

namespace FluxKart.Api.Mapping;

/// <summary>From webhooks to the responses; nothing is mapped the other way.</summary>
internal sealed class WebhookProfile : Profile
{
    // The user information and the query may hold a secret.
    private const UriComponents ShownComponents = UriComponents.SchemeAndServer | UriComponents.Path;

    public WebhookProfile() => CreateMap<WebhookStatus, WebhookResponse>().ConvertUsing(status => ToResponse(status));

    private static WebhookResponse ToResponse(WebhookStatus status)
    {
        var webhook = status.Webhook;
        return new WebhookResponse(
            status.Endpoint.Name,
            status.Endpoint.Url.GetComponents(ShownComponents, UriFormat.UriEscaped),
            JsonNamingPolicy.CamelCase.ConvertName(webhook.State.ToString()),
            webhook.Position,
            status.Behind,
            webhook.FailingEventId,
            webhook.FailingSince,
            webhook.Attempts,
            webhook.NextAttemptAt,
            webhook.LastStatus,
            webhook.LastError,
            webhook.LastDeliveredAt);
    }
}
