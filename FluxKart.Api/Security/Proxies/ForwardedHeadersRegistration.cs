using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace FluxKart.Api.Security.Proxies;

/// <summary>
/// What a proxy says about the request that it has received. The framework believes it from any sender if the setting
/// <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is true, and from nobody otherwise.
/// </summary>
internal static class ForwardedHeadersRegistration
{
    private const string Key = "FORWARDEDHEADERS_ENABLED";

    public static IServiceCollection AddForwardedHeaders(this IServiceCollection services, SettingsReader settings)
    {
        // The framework compares it with the word, and ignores any other value.
        settings.Require(
            settings.Text(Key) is not { } trust || trust.ToUpperInvariant() is "TRUE" or "FALSE",
            $"ASPNETCORE_{Key} is '{settings.Text(Key)}'; set true or false.");

        // The framework itself only processes the client's address and the scheme.
        return services.PostConfigure<ForwardedHeadersOptions>(forwarded =>
        {
            if (forwarded.ForwardedHeaders != ForwardedHeaders.None)
                forwarded.ForwardedHeaders |= ForwardedHeaders.XForwardedPrefix;
        });
    }
}
