namespace FluxKart.Api.Contracts.Customers;

/// <summary>A page of customers.</summary>
/// <param name="Contacts">The customers.</param>
/// <param name="Next">Send it as `after` to get the next page; null on the last page.</param>
public sealed record CustomersResponse(IReadOnlyList<ContactResponse> Contacts, string? Next)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(CustomersResponse);
}
