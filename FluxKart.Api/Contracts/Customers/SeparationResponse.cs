namespace FluxKart.Api.Contracts.Customers;

/// <summary>What would have to stop linking for two contacts of a customer to part.</summary>
/// <param name="Identifiers">The fewest identifiers that would have to stop linking.</param>
/// <param name="Customers">
/// What the customer would fall apart into: the ids of each part's contacts, oldest first. The oldest part comes first.
/// </param>
[ResponseExample("""{"identifiers": [{"phoneNumber": "123456"}], "customers": [[1, 2], [3]]}""")]
public sealed record SeparationResponse(IReadOnlyList<IdentifierResponse> Identifiers, IReadOnlyList<IReadOnlyList<long>> Customers);
