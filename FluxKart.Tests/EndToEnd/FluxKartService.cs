using FluxKart.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The whole service, built by its own Program, on a real Kestrel server and a free port.</summary>
internal sealed class FluxKartService : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

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

    /// <summary>Stops it as SIGTERM does, and waits until it has.</summary>
    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Stops it, but waits only a short time, because the database may be held up.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // An import or a webhook must not go on in a database and a folder that the next test uses.
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await app.StopAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // What is held up ends later.
        }

        await app.DisposeAsync();
    }
}
