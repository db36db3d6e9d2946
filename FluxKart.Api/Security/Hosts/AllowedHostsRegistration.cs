using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;

namespace FluxKart.Api.Security.Hosts;

internal static class AllowedHostsRegistration
{
    public static IServiceCollection AddAllowedHosts(this IServiceCollection services, SettingsReader settings)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType!;
        return services
            .AddSingleton<IServer>(provider => new ReadableHostServer((IServer)ActivatorUtilities.CreateInstance(provider, server)))
            .AddSingleton(AllowedHostsOptions.Read(settings))
            // The framework's own filter reads the same setting, but neither trims nor checks it, and refuses health checks too.
            .Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["*"]);
    }
}
