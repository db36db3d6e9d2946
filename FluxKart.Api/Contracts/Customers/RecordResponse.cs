namespace FluxKart.Api.Contracts.Customers;

/// <summary>A contact as it is stored.</summary>
/// <param name="Id">The contact's id.</param>
/// <param name="Email">Its normalised email address, or null.</param>
/// <param name="PhoneNumber">Its normalised phone number, or null.</param>
/// <param name="LinkPrecedence">`primary` or `secondary`.</param>
/// <param name="CreatedAt">When it was created, in UTC.</param>
public sealed record RecordResponse(long Id, string? Email, string? PhoneNumber, string LinkPrecedence, DateTime CreatedAt)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(RecordResponse);
}
