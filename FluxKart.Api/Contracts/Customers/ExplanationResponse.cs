namespace FluxKart.Api.Contracts.Customers;

/// <summary>Why contacts are one customer.</summary>
/// <param name="Records">All contacts, oldest first; with `to`, those of the chain, in its order.</param>
/// <param name="Links">
/// The fewest links that connect all contacts, by the age of the younger one; with `to`, those of the chain, in its order.
/// </param>
public sealed record ExplanationResponse(IReadOnlyList<RecordResponse> Records, IReadOnlyList<LinkResponse> Links);
