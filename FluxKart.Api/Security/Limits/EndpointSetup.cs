using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Security.Limits;

/// <summary>Sets up every address on which the server listens. The server keeps one such callback only.</summary>
internal sealed class EndpointSetup(LoopbackRule loopback, AddressLimit addresses, FirstRequestDeadline deadline)
    : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint =>
    {
        loopback.Check(endpoint);
        endpoint.Use(addresses.Limit).Use(deadline.Watch);
    });
}
