using FluxKart.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The whole service, built by its own Program, on a real Kestrel server and a free port.</summary>
internal sealed class FluxKartService : IAsyncDisposable
{
    private readonly WebApplication app;

    private FluxKartService(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<FluxKartService> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<WebApplicationBuilder>? customise = null)
    {
        string[] args = ["--urls", "http://127.0.0.1:0", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var builder = Program.CreateBuilder(args);
        builder.Logging.ClearProviders();
        customise?.Invoke(builder);
        var app = Program.Build(builder);
        await app.StartAsync();
        return new FluxKartService(app);
    }

    /// <summary>Stops it as SIGTERM does. Without this it ends at once, when it is disposed.</summary>
    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
