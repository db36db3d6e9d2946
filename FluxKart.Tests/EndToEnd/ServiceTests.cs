using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Tests over HTTP against one running service.</summary>
public abstract class ServiceTests(TestDatabase database) : DatabaseTests(database)
{
    private FluxKartService? service;
    private HttpClient? client;

    protected HttpClient Client => client ?? throw new InvalidOperationException("The service has not been started yet.");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        service = new FluxKartService(Database);
        client = service.CreateClient();
    }

    public override async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (service is not null)
            await service.DisposeAsync();
        await base.DisposeAsync();
    }
}
