using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Access;

/// <summary>Without keys whoever reaches the service may do everything, so nobody else may reach it.</summary>
internal sealed class LoopbackGuard(IOptions<AccessOptions> access) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        if (access.Value.ApiKeys.Count == 0)
            options.ConfigureEndpointDefaults(RequireThisMachine);
    }

    private static void RequireThisMachine(ListenOptions endpoint)
    {
        if (endpoint.SocketPath is not null || (endpoint.IPEndPoint is { } ip && IPAddress.IsLoopback(ip.Address)))
            return;

        throw new OptionsValidationException(AccessOptions.SectionName, typeof(AccessOptions),
        [
            $"It would listen on {endpoint}, where other machines can reach it, and no API key is configured. "
            + $"Make one by {NewKeyCommand.Example} and set what it prints, or listen on this machine only: --urls http://localhost:3000.",
        ]);
    }
}
