using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.HostFiltering;

namespace FluxKart.Api.Security.Hosts;

internal static class AllowedHostsRegistration
{
    public static IServiceCollection AddAllowedHosts(this IServiceCollection services, SettingsReader settings) => services
        .AddSingleton(AllowedHostsOptions.Read(settings))
        // The framework's own filter reads the same setting, but neither trims nor checks it, and refuses health checks too.
        .Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["*"]);
}
