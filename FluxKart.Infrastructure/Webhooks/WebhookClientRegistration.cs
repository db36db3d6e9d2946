using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Infrastructure.Webhooks;

internal static class WebhookClientRegistration
{
    /// <summary>The name of the <see cref="HttpClient"/> that sends webhooks.</summary>
    public const string ClientName = "webhooks";

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Registers <see cref="WebhookClient"/>, which also needs an <see cref="IEventBody"/> and a clock.</summary>
    public static IServiceCollection AddWebhookClient(this IServiceCollection services)
    {
        services.AddHttpClient(ClientName)
            .ConfigureHttpClient(client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("FluxKart", Version));
            })
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            // The handler renews its connections itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // They would log the URL.
            .RemoveAllLoggers();
        return services
            .AddKeyedSingleton(WebhooksRegistration.ClockKey, (provider, _) => provider.GetRequiredService<TimeProvider>())
            .AddSingleton<WebhookClient>();
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve the host, and so decide which address is reached.
        UseProxy = false,
        ConnectCallback = ReceiverAddresses.ConnectAsync,
        ConnectTimeout = ConnectTimeout,
        // Soon enough to notice that a host has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Load balancers close idle connections after a minute. An event that is sent at that moment would fail.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // In kilobytes.
        MaxResponseHeadersLength = 16,
        // The client reads as much of a body as it wants to.
        MaxResponseDrainSize = 0,
    };

    private static string Version =>
        typeof(WebhookClientRegistration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0.0.0";
}
