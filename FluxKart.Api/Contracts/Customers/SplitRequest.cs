using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>Contacts of a customer that become a customer of their own. Unknown properties are ignored.</summary>
[RequestExample("""{"contactIds": [5, 7], "reason": "two people with one phone", "keepApart": true}""")]
public sealed class SplitRequest : ContactIdsRequest
{
    /// <summary>
    /// Whether no order may ever join the two customers again. It is true if it is left out or null. Send false to undo a merge.
    /// </summary>
    [JsonPropertyOrder(2)]
    public SubmittedFlag KeepApart { get; init; }
}
