using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Suggestions;

/// <summary>Where several people may have become one customer.</summary>
/// <param name="Suggestions">The identifiers that separate the most pairs of contacts first.</param>
/// <param name="LargestCustomers">The customers with the most contacts first.</param>
/// <param name="HottestIdentifiers">The identifiers with the most counterparts first.</param>
/// <param name="ComputedAt">When the search for candidates began, in UTC. Later changes may be missing.</param>
public sealed record SuggestionReport(
    IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<CustomerSize> LargestCustomers,
    IReadOnlyList<IdentifierUse> HottestIdentifiers,
    DateTime ComputedAt)
{
    /// <summary>The first entries of each list.</summary>
    public SuggestionReport Take(int limit) => this with
    {
        Suggestions = [.. Suggestions.Take(limit)],
        LargestCustomers = [.. LargestCustomers.Take(limit)],
        HottestIdentifiers = [.. HottestIdentifiers.Take(limit)],
    };

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SuggestionReport);
}
