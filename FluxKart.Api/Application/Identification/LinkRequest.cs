using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>A request that has something to write.</summary>
/// <param name="Details">The identifiers of the request.</param>
/// <param name="MatchingPrimaryIds">The primary ids of the customers that a read found for it: what to lock.</param>
/// <param name="Unheld">The identifiers of the request that no contact held at that read, and that were not shared.</param>
internal sealed record LinkRequest(
    ContactDetails Details, IReadOnlyCollection<long> MatchingPrimaryIds, IReadOnlyCollection<Identifier> Unheld);
