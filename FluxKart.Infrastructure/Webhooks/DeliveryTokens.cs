namespace FluxKart.Infrastructure.Webhooks;

/// <summary>What ends a delivery.</summary>
/// <param name="Turn">Cancelled by each of the two others.</param>
/// <param name="Interrupted">A person has changed the webhook, or another sender may soon begin: a request in flight is abandoned.</param>
/// <param name="Stopping">The service stops: a request in flight may take a moment longer.</param>
internal readonly record struct DeliveryTokens(CancellationToken Turn, CancellationToken Interrupted, CancellationToken Stopping)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(DeliveryTokens);
}
