using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FluxKart.Api.Operations.Health;

/// <summary>
/// The health report that all requests share. One check runs at a time, and its report is kept for a second, because anyone may ask:
/// however many do, the database and the log have the work of one.
/// </summary>
internal sealed class SharedHealthReport(HealthCheckService checks, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<HealthReport>? report;
    private long completedAt;

    /// <param name="cancellationToken">Cancels the wait. The check goes on, because others may wait for it.</param>
    public Task<HealthReport> ReadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (report is null || (report.IsCompleted && clock.GetElapsedTime(completedAt) >= Lifetime))
            {
                // Not on this thread, which holds the gate: SQLite's driver blocks.
                report = Task.Run(CheckAsync, CancellationToken.None);
            }

            return report.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthReport> CheckAsync()
    {
        try
        {
            return await checks.CheckHealthAsync(CancellationToken.None);
        }
        finally
        {
            completedAt = clock.GetTimestamp();
        }
    }
}
