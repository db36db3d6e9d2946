namespace FluxKart.Api.Contracts.SharedIdentifiers;

/// <summary>A shared identifier, and what the customers that hold it fell apart into.</summary>
/// <param name="SharedIdentifier">The shared identifier.</param>
/// <param name="Customers">With `takeApart`: the parts, the oldest first. Otherwise empty.</param>
public sealed record MarkingResponse(SharedIdentifierResponse SharedIdentifier, IReadOnlyList<ContactResponse> Customers);
