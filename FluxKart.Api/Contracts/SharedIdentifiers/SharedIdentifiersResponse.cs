namespace FluxKart.Api.Contracts.SharedIdentifiers;

/// <summary>A page of shared identifiers.</summary>
/// <param name="SharedIdentifiers">In order of id.</param>
/// <param name="Next">Send it as `after` to get the next page; null on the last page.</param>
public sealed record SharedIdentifiersResponse(IReadOnlyList<SharedIdentifierResponse> SharedIdentifiers, string? Next)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SharedIdentifiersResponse);
}
