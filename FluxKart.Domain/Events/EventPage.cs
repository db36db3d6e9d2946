namespace FluxKart.Domain.Events;

/// <summary>A part of the feed.</summary>
/// <param name="Events">In order of id.</param>
/// <param name="Position">
/// The id up to which the feed has been read: everything up to it is in this page or an earlier one, or was not asked for. The next page
/// begins after it.
/// </param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Events, long Position);
