using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>What is worth examining, because several people may have become one customer there.</summary>
/// <param name="ContactIds">Contacts of the largest customers.</param>
/// <param name="Identifiers">The identifiers that may have the most counterparts.</param>
/// <param name="FoundAt">When the search began, in UTC. Later changes may be missing.</param>
/// <param name="Duration">How long the search took.</param>
internal sealed record Candidates(
    IReadOnlyCollection<long> ContactIds, IReadOnlyCollection<Identifier> Identifiers, DateTime FoundAt, TimeSpan Duration)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Candidates);
}
