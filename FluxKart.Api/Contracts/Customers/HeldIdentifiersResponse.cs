namespace FluxKart.Api.Contracts.Customers;

/// <summary>The identifiers of a customer.</summary>
/// <param name="Identifiers">Those of the oldest contacts first.</param>
public sealed record HeldIdentifiersResponse(IReadOnlyList<HeldIdentifierResponse> Identifiers);
