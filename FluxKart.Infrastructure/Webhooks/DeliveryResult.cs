using FluxKart.Domain.Webhooks;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>What came of sending an event once.</summary>
/// <param name="Status">The status of the HTTP response; null if there was none.</param>
/// <param name="Failure">Why the event has not been delivered; null if it has.</param>
internal readonly record struct DeliveryResult(int? Status, DeliveryFailure? Failure)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(DeliveryResult);
}
