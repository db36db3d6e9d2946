namespace FluxKart.Api.Operations.Startup;

/// <summary>
/// Keeps the host and the server from logging a failed start with a stack trace, since <see cref="StartupFailure"/> reports it in one line.
/// Once the service has started, they log as usual.
/// </summary>
internal sealed class StartupLog
{
    private volatile bool started;

    public bool Shows(LogLevel level) => started ? level >= LogLevel.Warning : level == LogLevel.Warning;

    public void Open() => started = true;
}
