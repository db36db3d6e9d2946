using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Events;

/// <summary>What an event says. A property that events of this type do not have is left out.</summary>
/// <param name="SecondaryContactId">`contact.linked`: the contact that the customer gained.</param>
/// <param name="MergedContactIds">`contact.merged`: the primaries that were demoted, oldest first.</param>
/// <param name="SpawnedContactId">`contact.split`: the primary of the part that came off the customer.</param>
/// <param name="MovedContactIds">`contact.merged` and `contact.split`: all contacts that changed their primary, oldest first.</param>
/// <param name="MatchedBy">`contact.linked` and `contact.merged`: why the request belonged to the customer.</param>
/// <param name="Manual">`contact.merged`: true if a person has merged the customers. Then there is no `matchedBy`.</param>
/// <param name="KeptApart">`contact.split`: whether no order ever joins the two parts again.</param>
/// <param name="RemovedContactIds">`contact.removed` and `contact.erased`: the contacts that are gone, oldest first.</param>
/// <param name="Customers">
/// `contact.removed` and `contact.erased`: the primaries of what is left of the customer, oldest first; empty if nothing is left.
/// </param>
/// <param name="OtherContactId">`contact.link_refused`: the primary of the customer that the request was not linked to.</param>
/// <param name="By">`contact.link_refused`: what matched: `email`, `phoneNumber` or both.</param>
/// <param name="Why">`contact.link_refused`: `kept apart` or `too many contacts`.</param>
/// <param name="SharedIdentifierId">`identifier.shared` and `identifier.unshared`: the id of the shared identifier.</param>
/// <param name="Kind">`identifier.shared` and `identifier.unshared`: `email` or `phoneNumber`.</param>
/// <param name="Reason">
/// Of changes by hand: the operator's own words. `identifier.shared` may instead say why the service itself shared it.
/// </param>
public sealed record EventDataResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SecondaryContactId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MergedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SpawnedContactId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MovedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventMatchResponse? MatchedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Manual = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? KeptApart = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? RemovedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Customers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OtherContactId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? By = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SharedIdentifierId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Kind = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EventDataResponse);
}
