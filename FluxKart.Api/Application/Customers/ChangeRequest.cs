namespace FluxKart.Api.Application.Customers;

/// <summary>A change by hand.</summary>
/// <param name="ContactId">The id of any contact of the customer to change.</param>
/// <param name="Reason">The operator's own words; null if no reason was given.</param>
/// <param name="IsDryRun">Whether to return what would happen, and to write nothing.</param>
/// <param name="Expected">What the result must be; null if any will do.</param>
public sealed record ChangeRequest(long ContactId, string? Reason, bool IsDryRun, ExpectedResult? Expected)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(ChangeRequest);
}
