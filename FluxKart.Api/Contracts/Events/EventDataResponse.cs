using System.Text.Json.Serialization;

namespace FluxKart.Api.Contracts.Events;

/// <summary>What an event says. A property that events of this type do not have is left out.</summary>
/// <param name="SecondaryContactId">`contact.linked`: the contact that the customer gained.</param>
/// <param name="MergedContactIds">`contact.merged`: the primaries that were demoted, oldest first.</param>
/// <param name="MovedContactIds">`contact.merged`: all contacts that changed their primary, oldest first.</param>
/// <param name="MatchedBy">`contact.linked` and `contact.merged`: why the request belonged to the customer.</param>
public sealed record EventDataResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? SecondaryContactId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MergedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? MovedContactIds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EventMatchResponse? MatchedBy = null);
