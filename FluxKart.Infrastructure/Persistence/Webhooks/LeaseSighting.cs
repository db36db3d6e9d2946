namespace FluxKart.Infrastructure.Persistence.Webhooks;

/// <summary>A lease as it was when someone looked.</summary>
/// <param name="Owner">The sender that held it; null if none did.</param>
/// <param name="Beat">Grows whenever the lease is taken or renewed.</param>
internal sealed record LeaseSighting(string? Owner, long Beat)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(LeaseSighting);
}
