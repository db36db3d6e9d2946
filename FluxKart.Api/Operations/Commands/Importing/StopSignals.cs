using System.Runtime.InteropServices;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Ctrl+C and SIGTERM: the first asks the import to stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly IProgressDisplay progress;
    private int received;

    /// <param name="progress">Shows that the signal has come.</param>
    public StopSignals(IProgressDisplay progress)
    {
        this.progress = progress;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stopping => stopping.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stopping.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref received) > 1)
        {
            progress.Leave();
            return;
        }

        context.Cancel = true;
        progress.Note("Stopping after the rows in flight; press Ctrl+C again to end at once.");
        stopping.Cancel();
    }
}
