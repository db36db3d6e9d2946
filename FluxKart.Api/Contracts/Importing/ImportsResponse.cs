namespace FluxKart.Api.Contracts.Importing;

/// <summary>A page of imports.</summary>
/// <param name="Imports">The newest first.</param>
/// <param name="Next">Send it as `after` to get the next page; null on the last page.</param>
public sealed record ImportsResponse(IReadOnlyList<ImportResponse> Imports, string? Next)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ImportsResponse);
}
