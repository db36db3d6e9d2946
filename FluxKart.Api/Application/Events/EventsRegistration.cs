using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Events;

internal static class EventsRegistration
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventMetrics>()
        .AddSingleton<EventTail>()
        .AddSingleton<IEventFeed, EventFeed>()
        .AddHostedService(provider => provider.GetRequiredService<EventTail>());
}
