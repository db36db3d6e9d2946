using System.Collections.Concurrent;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>Runs the imports that were sent to this replica, and ends them when the service stops.</summary>
internal sealed class ImportHost : BackgroundService
{
    // After a restart it is another process.
    private readonly string process = Guid.NewGuid().ToString();
    private readonly IImportTurns turns;
    private readonly ImportRunner runner;
    private readonly ImportWatch watch;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenRegistration stop;
    private readonly ConcurrentDictionary<long, Task> running = new();

    public ImportHost(IImportTurns turns, ImportRunner runner, ImportWatch watch, IHostApplicationLifetime lifetime)
    {
        this.turns = turns;
        this.runner = runner;
        this.watch = watch;
        // As soon as the service begins to stop, because the time for it is short.
        stop = lifetime.ApplicationStopping.Register(stopping.Cancel);
    }

    /// <summary>Adds an import behind all others, and runs it when its turn comes.</summary>
    public async Task<Import> StartAsync(SentFile file, StoredFile received)
    {
        var stored = new ReceivedFile(received.Name, file.Format, file.IsDryRun, received.Bytes);
        var accepted = Import.Accept(stored, process, Environment.MachineName);
        // Whoever sent it may be gone, but it was received.
        var import = await turns.AddAsync(accepted, CancellationToken.None);
        // On a thread of its own, since SQLite blocks the thread that reads. The watch must see it in the list as soon as it runs.
        var run = new Task<Task>(() => RunAsync(import, file.Reading));
        running[import.Id] = run.Unwrap();
        run.Start(TaskScheduler.Default);
        return import;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        stop.Dispose();
        stopping.Cancel();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => watch.RunAsync(running.ContainsKey, stoppingToken), CancellationToken.None);

    private async Task RunAsync(Import import, ReadingOptions reading)
    {
        try
        {
            await runner.RunAsync(import, reading, stopping.Token);
        }
        finally
        {
            running.TryRemove(import.Id, out _);
        }
    }
}
