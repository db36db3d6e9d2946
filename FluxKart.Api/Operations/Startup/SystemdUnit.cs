using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace FluxKart.Api.Operations.Startup;

/// <summary>The systemd unit that this process is the main process of, if it is one.</summary>
internal static class SystemdUnit
{
    /// <summary>Whether systemd started this process, so that its output goes to the journal.</summary>
    /// <remarks>
    /// systemd names the process since version 248. The package only looks at the name of the parent, which <c>ProtectProc=invisible</c>
    /// hides. Source: https://github.com/dotnet/runtime/issues/125368.
    /// </remarks>
    public static bool IsCurrent { get; } =
        Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        || SystemdHelpers.IsSystemdService();

    /// <summary>What the journal reads as the priority of an error; empty if the output does not go there.</summary>
    public static string ErrorPrefix => IsCurrent ? "<3>" : "";

    /// <summary>Reports to whoever gave the process a <c>NOTIFY_SOCKET</c> when it serves, and when it begins to stop.</summary>
    /// <remarks>
    /// The socket alone decides, because a unit with <c>Type=notify</c> waits for the report, even on a systemd that does not name the
    /// process.
    /// </remarks>
    public static void UseSystemdNotifications(this WebApplication app)
    {
        var notifier = new SystemdNotifier();
        if (!notifier.IsEnabled)
            return;
        app.Lifetime.ApplicationStarted.Register(() => notifier.Notify(ServiceState.Ready));
        app.Lifetime.ApplicationStopping.Register(() => notifier.Notify(ServiceState.Stopping));
    }
}
