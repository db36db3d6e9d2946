using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>Where several people may have become one customer, at a glance: what to examine.</summary>
/// <param name="ContactIds">Contacts of the largest customers.</param>
/// <param name="Identifiers">The identifiers that the most contacts hold.</param>
/// <param name="FoundAt">When the search began, in UTC. Later changes may be missing.</param>
/// <param name="Duration">How long the search took.</param>
internal sealed record Candidates(
    IReadOnlyCollection<long> ContactIds, IReadOnlyCollection<Identifier> Identifiers, DateTime FoundAt, TimeSpan Duration)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Candidates);
}
