namespace FluxKart.Api.Hosting;

/// <summary>
/// Keeps the host and the server from telling a failed start with a stack trace, which <see cref="StartupFailure"/> tells in one line. From
/// the start on they tell what they have to.
/// </summary>
internal sealed class StartupLog
{
    private volatile bool started;

    public bool Shows(LogLevel level) => started ? level >= LogLevel.Warning : level == LogLevel.Warning;

    public void Open() => started = true;
}
