using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Limits;

internal static class RateLimitingRegistration
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, SettingsReader settings) => services
        .AddSingleton(RateLimitingOptions.Read(settings))
        .AddSingleton<ClientRateLimiter>();

    public static void UseRateLimits(this IApplicationBuilder app) =>
        app.Use(app.ApplicationServices.GetRequiredService<ClientRateLimiter>().InFrontOf);
}
