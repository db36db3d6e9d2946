using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Security.Keys;

/// <summary>Without keys every client that reaches the service may do everything, so the service only listens on loopback.</summary>
internal sealed class LoopbackRule(AccessOptions access)
{
    /// <exception cref="OptionsValidationException">Other machines could reach the endpoint, and there are no keys.</exception>
    public void Check(ListenOptions endpoint)
    {
        if (access.ApiKeys.Count > 0
            || endpoint.SocketPath is not null
            || (endpoint.IPEndPoint is { } ip && IPAddress.IsLoopback(ip.Address)))
        {
            return;
        }

        throw new OptionsValidationException(nameof(AccessOptions), typeof(AccessOptions),
        [
            $"It would listen on {endpoint}, where other machines can reach it, but no API key is configured. "
            + $"Create one with {ApiKey.CreationCommand} and set what it prints, "
            + "or listen on this machine only: --urls http://localhost:3000.",
        ]);
    }
}
