using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Security.Limits;

internal static class EndpointRegistration
{
    /// <summary>Adds the rules for the addresses that the server listens on, and for their connections.</summary>
    public static IServiceCollection AddEndpointRules(this IServiceCollection services) => services
        .AddSingleton(new AddressLimit(ServerLimits.MaxConnectionsPerAddress))
        .AddSingleton<FirstRequestDeadline>()
        .AddSingleton<IConfigureOptions<KestrelServerOptions>, EndpointSetup>();

    /// <summary>Goes before all that may respond, because any request counts.</summary>
    public static void UseFirstRequestDeadline(this WebApplication app) => app.Use(next => http =>
    {
        FirstRequestDeadline.Meet(http);
        return next(http);
    });
}
