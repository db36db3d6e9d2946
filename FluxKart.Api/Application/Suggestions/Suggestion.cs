using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>An identifier that probably belongs to several people.</summary>
/// <param name="PrimaryContactId">The primary contact of the customer that it holds together.</param>
/// <param name="Articulation">What comes apart without it.</param>
public sealed record Suggestion(long PrimaryContactId, Articulation Articulation)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Suggestion);
}
