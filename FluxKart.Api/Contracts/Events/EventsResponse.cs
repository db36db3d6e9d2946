namespace FluxKart.Api.Contracts.Events;

/// <summary>A page of the feed.</summary>
/// <param name="Events">In order of id.</param>
/// <param name="Next">
/// Send it as `after` to go on. It is never null: the feed has no end. If there are no more events now, it is the position reached.
/// </param>
public sealed record EventsResponse(IReadOnlyList<EventResponse> Events, long Next);
