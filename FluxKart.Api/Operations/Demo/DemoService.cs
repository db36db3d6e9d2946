using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FluxKart.Api.Operations.Demo;

/// <summary>Tells the story before the server listens, and says what the demo is.</summary>
internal sealed partial class DemoService(
    IServiceScopeFactory scopes,
    DemoDatabase database,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<DemoService> logger) : IHostedLifecycleService, IDisposable
{
    private PosixSignalRegistration? hangUp;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Closing the terminal would end the process before the database is deleted.
        hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            lifetime.StopApplication();
        });
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await InScopeAsync(teller => teller.ImportAsync(Story.PastOrders, cancellationToken));
        foreach (var step in Story.Steps)
            await InScopeAsync(teller => teller.TellAsync(step, cancellationToken));
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (database.IgnoredSettings.Count > 0)
            LogIgnored(string.Join(", ", database.IgnoredSettings));
        var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        LogDemo(address);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => hangUp?.Dispose();

    // Each step gets a scope of its own, as each request does.
    private async Task InScopeAsync(Func<StoryTeller, Task> tell)
    {
        await using var scope = scopes.CreateAsyncScope();
        await tell(scope.ServiceProvider.GetRequiredService<StoryTeller>());
    }

    [LoggerMessage(
        EventId = 1007,
        Level = LogLevel.Warning,
        Message = "The demo ignores these settings, because it has a database of its own: {Settings}")]
    private partial void LogIgnored(string settings);

    [LoggerMessage(
        EventId = 1008,
        Level = LogLevel.Information,
        Message = "This is a demo with invented customers. Open {Address}/console. Nothing is kept when it stops")]
    private partial void LogDemo(string address);
}
