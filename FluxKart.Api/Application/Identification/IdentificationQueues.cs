using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>
/// The two queues of requests to identify. The read queue finds the customers of requests that bring nothing new; the write queue links the
/// rest. A batch shares its round trips, its locks and its commit, which are what a request costs.
/// </summary>
internal sealed class IdentificationQueues : IAdmissionControl
{
    // Several times what a full batch of small customers takes. Only customers of many contacts take longer, or a database that is slow.
    private static readonly TimeSpan SlowRead = TimeSpan.FromMilliseconds(10);

    private readonly IServiceScopeFactory scopes;
    private readonly BatchQueue<ContactDetails, LookupResult> reads;
    private readonly BatchQueue<LinkRequest, IdentifiedCustomer> writes;

    public IdentificationQueues(
        IServiceScopeFactory scopes,
        IdentificationOptions options,
        BatchingTelemetry telemetry,
        TimeProvider clock)
    {
        this.scopes = scopes;
        var batching = options.Batching;
        var limits = new BatchLimits(batching.MaxBatchSize, batching.MaxQueueLength, batching.ReadBatchesInFlight, LongestWait);
        reads = new("read", limits with { SlowBatch = SlowRead }, LookUpAsync, telemetry, clock);
        writes = new("write", limits with { BatchesInFlight = batching.WriteBatchesInFlight }, LinkAsync, telemetry, clock);
    }

    /// <summary>
    /// How long a request may take in all. A batch takes long while the database does not respond or a commit waits for a standby, and the
    /// batch after it just as long.
    /// </summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(10);

    public bool TryAdmit() => reads.TryAdmit();

    /// <summary>Finds the customer of a request, or creates it.</summary>
    public async Task<IdentificationResult> IdentifyAsync(ContactDetails details, CancellationToken cancellationToken)
    {
        var lookup = await reads.EnqueueAsync(details, cancellationToken);
        if (lookup.IsRefused)
            return RefusedIdentification.Instance;
        if (lookup.Value.Known is { } known)
            return known;
        var request = new LinkRequest(details, lookup.Value.MatchingPrimaryIds, lookup.Value.Unheld);
        var link = await writes.EnqueueAsync(request, cancellationToken);
        return link.IsRefused ? RefusedIdentification.Instance : link.Value;
    }

    /// <summary>Accepts no more requests, and returns once those accepted have their results.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // In this order, because reads pass requests on to the writes.
        await reads.StopAsync(cancellationToken);
        await writes.StopAsync(cancellationToken);
    }

    // A batch belongs to no caller: none of them can cancel it for the others.
    private async Task<IReadOnlyList<LookupResult>> LookUpAsync(IReadOnlyList<ContactDetails> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BatchIdentification>().LookUpAsync(requests, CancellationToken.None);
    }

    private async Task<IReadOnlyList<IdentifiedCustomer>> LinkAsync(IReadOnlyList<LinkRequest> requests)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BatchIdentification>().IdentifyAsync(requests, CancellationToken.None);
    }
}
