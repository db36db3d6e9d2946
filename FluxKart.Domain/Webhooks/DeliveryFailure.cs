namespace FluxKart.Domain.Webhooks;

/// <summary>Why a receiver has not taken an event.</summary>
/// <param name="Status">The status of its HTTP response; null if there was no response.</param>
/// <param name="Error">A sentence for a person. It contains no secret, and nothing that the receiver has sent.</param>
/// <param name="IsGone">Whether the receiver wants no more events.</param>
/// <param name="RetryAfter">How long the receiver asks to wait; null if it does not ask.</param>
public sealed record DeliveryFailure(int? Status, string Error, bool IsGone, TimeSpan? RetryAfter)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(DeliveryFailure);
}
