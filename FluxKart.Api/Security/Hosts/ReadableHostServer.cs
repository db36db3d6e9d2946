using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace FluxKart.Api.Security.Hosts;

/// <summary>
/// The server, with a placeholder for each Host header that the framework cannot read. At the level Information the framework writes the
/// address of a request to the log before any middleware runs. If that fails, the client gets no response.
/// </summary>
internal sealed class ReadableHostServer(IServer server) : IServer
{
    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => server.StartAsync(new Application<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private sealed class Application<TContext>(IHttpApplication<TContext> application) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            var headers = contextFeatures.GetRequiredFeature<IHttpRequestFeature>().Headers;
            if (!HostHeader.IsReadable(headers.Host.ToString()))
                headers.Host = HostHeader.Unreadable;
            return application.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => application.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => application.DisposeContext(context, exception);
    }
}
