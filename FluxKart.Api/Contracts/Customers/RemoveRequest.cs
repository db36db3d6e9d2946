namespace FluxKart.Api.Contracts.Customers;

/// <summary>Contacts of a customer that should never have been, such as a mistyped number. Unknown properties are ignored.</summary>
[RequestExample("""{"contactIds": [5], "reason": "a mistyped number"}""")]
public sealed class RemoveRequest : ContactIdsRequest;
