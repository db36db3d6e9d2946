using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Infrastructure.Persistence;

namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Starts the service's counters at 0. A counter is exported from its first measurement on, and Prometheus computes an increase from the
/// second value on, so it would miss the first error.
/// </summary>
/// <remarks>OpenTelemetry's hosted service, which starts to listen, is always the first.</remarks>
internal sealed class CounterStartService(
    IdentificationMetrics identification, PersistenceMetrics persistence, ImportMetrics imports) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        identification.StartAtZero();
        persistence.StartAtZero();
        imports.StartAtZero();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
