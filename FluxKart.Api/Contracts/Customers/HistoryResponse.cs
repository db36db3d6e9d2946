using FluxKart.Api.Contracts.Events;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>A page of the events of a customer.</summary>
/// <param name="Events">Oldest first.</param>
/// <param name="Next">Send it as `after` to get the next page; null on the last page.</param>
public sealed record HistoryResponse(IReadOnlyList<EventResponse> Events, string? Next)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(HistoryResponse);
}
