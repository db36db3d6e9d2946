namespace FluxKart.Api.Contracts.Customers;

/// <summary>The customer to merge with. Unknown properties are ignored.</summary>
[RequestExample("""{"contactId": 7, "reason": "confirmed by phone"}""")]
public sealed class MergeRequest : ReasonedRequest
{
    /// <summary>The id of any contact of the other customer.</summary>
    public SubmittedId ContactId { get; init; }
}
