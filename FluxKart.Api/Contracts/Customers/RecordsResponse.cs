namespace FluxKart.Api.Contracts.Customers;

/// <summary>The contacts of a customer.</summary>
/// <param name="Records">Oldest first.</param>
public sealed record RecordsResponse(IReadOnlyList<RecordResponse> Records);
