using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application;

/// <summary>A request that has something to write.</summary>
/// <param name="Details">What it tells of the shopper.</param>
/// <param name="ExpectedPrimaryIds">The primaries that a read found for it, a hint of what will have to be locked.</param>
internal sealed record UnrecognisedRequest(ContactDetails Details, IReadOnlyCollection<long> ExpectedPrimaryIds);
