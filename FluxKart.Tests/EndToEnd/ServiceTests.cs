using FluxKart.Tests.Databases;
using Microsoft.AspNetCore.Builder;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Tests that send HTTP requests to one running service.</summary>
public abstract class ServiceTests(TestDatabase database) : DatabaseTests(database)
{
    private FluxKartService? service;

    protected HttpClient Client => service?.Client ?? throw new InvalidOperationException("The service has not been started yet.");

    /// <summary>What the service is started with.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => Database.Configuration;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = await FluxKartService.StartAsync(Settings, Customise);
    }

    public override async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Replaces parts of the service before it is built.</summary>
    protected virtual void Customise(WebApplicationBuilder builder)
    {
    }
}
