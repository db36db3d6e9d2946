using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Events;

/// <summary>What an event says. A property that events of this type do not have is left out.</summary>
/// <param name="SecondaryContactId">`contact.linked`: the contact that the customer gained.</param>
/// <param name="MergedContactIds">`contact.merged`: the primaries that were demoted, oldest first.</param>
/// <param name="MovedContactIds">`contact.merged`: all contacts that changed their primary, oldest first.</param>
/// <param name="MatchedBy">`contact.linked` and `contact.merged`: why the request belonged to the customer.</param>
/// <param name="RemovedContactIds">`contact.erased`: the contacts that are gone, oldest first.</param>
/// <param name="Customers">`contact.erased`: the primaries of what is left of the customer. Nothing is left.</param>
/// <param name="Reason">`contact.erased`: the operator's own words.</param>
public sealed record EventDataResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SecondaryContactId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MergedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MovedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventMatchResponse? MatchedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? RemovedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Customers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EventDataResponse);
}
