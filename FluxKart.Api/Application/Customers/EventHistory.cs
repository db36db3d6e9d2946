using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Customers;

/// <summary>A part of the events of a customer.</summary>
/// <param name="Events">Oldest first.</param>
/// <param name="Next">The id of the last event of the page, if there are more after it; otherwise null.</param>
public sealed record EventHistory(IReadOnlyList<RecordedEvent> Events, long? Next);
