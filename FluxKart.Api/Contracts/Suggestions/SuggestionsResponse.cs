namespace FluxKart.Api.Contracts.Suggestions;

/// <summary>Where several people may have become one customer.</summary>
/// <param name="Suggestions">Identifiers that probably belong to several people, worst first: those that separate the most pairs.</param>
/// <param name="LargestCustomers">The customers with the most contacts.</param>
/// <param name="HottestIdentifiers">The identifiers with the most counterparts.</param>
/// <param name="ComputedAt">As of when, in UTC. A response can be up to a minute old.</param>
public sealed record SuggestionsResponse(
    IReadOnlyList<SuggestionResponse> Suggestions,
    IReadOnlyList<CustomerSizeResponse> LargestCustomers,
    IReadOnlyList<IdentifierUseResponse> HottestIdentifiers,
    DateTime ComputedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SuggestionsResponse);
}
