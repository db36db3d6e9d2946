using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Identification;

/// <summary>A request that has something to write.</summary>
/// <param name="Details">The identifiers of the request.</param>
/// <param name="MatchingPrimaryIds">The primary ids of the customers that a read found for it: what to lock.</param>
/// <param name="Unheld">The identifiers of the request that linked nothing at that read. See <see cref="CustomerScope.Unheld"/>.</param>
internal sealed record LinkRequest(
    ContactDetails Details, IReadOnlyCollection<long> MatchingPrimaryIds, IReadOnlyCollection<Identifier> Unheld);
