using FluxKart.Domain.Events;

namespace FluxKart.Api.Application.Events;

/// <summary>The newest events, at one moment.</summary>
/// <param name="From">All events after this id, up to <paramref name="To"/>, are in <paramref name="Events"/>.</param>
/// <param name="To">The id up to which the feed has been read.</param>
/// <param name="Events">In order of id.</param>
/// <param name="Superseded">Ends when there are newer events.</param>
internal sealed record RecentEvents(long From, long To, IReadOnlyList<RecordedEvent> Events, Task Superseded);
