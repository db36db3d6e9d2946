using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>What a read finds for one request.</summary>
/// <param name="Known">The customer, if the request has nothing to write; otherwise null.</param>
/// <param name="MatchingPrimaryIds">
/// The primary ids of the customers that the request matches, if it has something to write; otherwise empty.
/// </param>
/// <param name="Unheld">
/// The identifiers of the request that no contact holds and that are not shared, if it has something to write; otherwise empty.
/// </param>
internal sealed record LookupResult(
    IdentifiedCustomer? Known, IReadOnlyCollection<long> MatchingPrimaryIds, IReadOnlyCollection<Identifier> Unheld);
