using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>Identifies requests through the queues, within a time limit, and counts what became of them.</summary>
internal sealed partial class IdentificationService(
    IdentificationQueues queues,
    IServiceScopeFactory scopes,
    IdentificationMetrics metrics,
    TimeProvider clock,
    ILogger<IdentificationService> logger) : IIdentificationService, IHostedService
{
    public async Task<IdentificationResult> IdentifyAsync(ContactDetails details, CancellationToken cancellationToken)
    {
        var identifying = queues.IdentifyAsync(details, cancellationToken);
        IdentificationResult result;
        try
        {
            result = await identifying.WaitAsync(IdentificationQueues.LongestWait, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            if (!identifying.IsCompleted)
            {
                // Its outcome no longer matters, since the client will send it again. But a bug must be logged.
                _ = identifying.ContinueWith(LogBug, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                throw new StoreUnavailableException(
                    new TimeoutException($"A request has had no response for {IdentificationQueues.LongestWait.TotalSeconds} s."));
            }

            // It completed at the last moment, or failed with a timeout of its own.
            result = await identifying;
        }

        if (result is IdentifiedCustomer identified)
            metrics.CountIdentified(identified);
        return result;
    }

    public async Task<IdentifiedCustomer> PreviewAsync(ContactDetails details, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BatchIdentification>().PreviewAsync(details, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Completes the accepted requests, as far as time allows. The server has already stopped, so no more arrive.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queues.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The database does not respond, and the clients' connections are already closed. Throwing would turn a clean shutdown into a
            // crash.
        }
    }

    private void LogBug(Task identifying)
    {
        if (identifying.Exception!.InnerException is { } cause and not StoreUnavailableException)
            LogLateFailure(cause);
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "A request failed after its 503 response")]
    private partial void LogLateFailure(Exception exception);
}
