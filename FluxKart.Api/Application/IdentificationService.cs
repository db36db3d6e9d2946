using FluxKart.Api.Application.Batching;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Application;

/// <summary>
/// Identifies requests in batches: one lane reads, and answers those that bring nothing new; the other writes for the rest. A batch shares
/// its round trips, its locks and its commit, which is what a request costs.
/// </summary>
internal sealed partial class IdentificationService : IIdentificationService, IHostedService
{
    // A batch may take long, because the database has frozen or a commit waits for a standby, and the batch after it just as long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ContactDetailsReader reader;
    private readonly IServiceScopeFactory scopes;
    private readonly IdentificationMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger<IdentificationService> logger;
    private readonly BatchingLane<ContactDetails, Recognition> reads;
    private readonly BatchingLane<UnrecognisedRequest, IdentifiedCustomer> writes;

    public IdentificationService(
        ContactDetailsReader reader,
        IServiceScopeFactory scopes,
        IOptions<IdentificationOptions> options,
        IdentificationMetrics metrics,
        BatchingTelemetry telemetry,
        TimeProvider clock,
        ILogger<IdentificationService> logger)
    {
        (this.reader, this.scopes, this.metrics, this.clock, this.logger) = (reader, scopes, metrics, clock, logger);
        var batching = options.Value.Batching;
        reads = new("read", batching.MaxBatchSize, batching.MaxQueueLength, batching.ReadBatchesInFlight, LongestWait, RecogniseAsync, telemetry, clock);
        writes = new("write", batching.MaxBatchSize, batching.MaxQueueLength, batching.WriteBatchesInFlight, LongestWait, IdentifyAsync, telemetry, clock);
    }

    public bool Refuses() => reads.Refuses();

    public async Task<IdentifiedCustomer?> IdentifyAsync(IdentifyRequest request, CancellationToken cancellationToken)
    {
        var answering = AnswerAsync(reader.Read(request), cancellationToken);
        IdentifiedCustomer? customer;
        try
        {
            customer = await answering.WaitAsync(LongestWait, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            if (!answering.IsCompleted)
            {
                // What becomes of it does no harm, since the client is told to send it again. But a bug must be known.
                _ = answering.ContinueWith(LogBug, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                throw new StoreUnavailableException(new TimeoutException($"It has not answered a request for {LongestWait.TotalSeconds} s."));
            }

            // It has ended at the last moment, or by a timeout of its own.
            customer = await answering;
        }

        if (customer is not null)
            metrics.Identified(customer);
        return customer;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Answers what has been accepted, as far as the time goes. The server has stopped before, so nothing more comes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await reads.StopAsync(cancellationToken);
            await writes.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The database does not answer. The clients' connections have been cut by now, and to fail would make a crash of an orderly end.
        }
    }

    private async Task<IdentifiedCustomer?> AnswerAsync(ContactDetails details, CancellationToken cancellationToken)
    {
        if (await reads.EnqueueAsync(details, cancellationToken) is not var (known, primaryIds))
            return null;
        return known ?? await writes.EnqueueAsync(new UnrecognisedRequest(details, primaryIds), cancellationToken);
    }

    private void LogBug(Task answering)
    {
        if (answering.Exception!.InnerException is { } cause and not StoreUnavailableException)
            LogLateFailure(cause);
    }

    // A batch belongs to no caller: none of them can cancel it for the others.
    private async Task<IReadOnlyList<Recognition>> RecogniseAsync(IReadOnlyList<ContactDetails> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BatchIdentification>().RecogniseAsync(requests, CancellationToken.None);
    }

    private async Task<IReadOnlyList<IdentifiedCustomer>> IdentifyAsync(IReadOnlyList<UnrecognisedRequest> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BatchIdentification>().IdentifyAsync(requests, CancellationToken.None);
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "A request failed after it had been answered 503")]
    private partial void LogLateFailure(Exception exception);
}
