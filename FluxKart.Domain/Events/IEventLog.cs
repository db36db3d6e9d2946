namespace FluxKart.Domain.Events;

/// <summary>
/// Reads the stored events. Their ids grow in the order of the commits: once an event can be read, no event with a lower id appears. No
/// method writes or locks anything. An unavailable database is reported by an exception, as by the other ports.
/// </summary>
public interface IEventLog
{
    /// <summary>Reads the feed.</summary>
    /// <param name="after">The position of the page before; 0 to begin with the first event.</param>
    /// <param name="types">Which of <see cref="EventTypes"/> to read; empty for all.</param>
    /// <param name="limit">The largest number of events to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Fewer events than the limit if there are no more, or if many events of other types were skipped.</returns>
    Task<EventPage> ReadAsync(long after, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the end of the feed.</summary>
    /// <param name="types">Which of <see cref="EventTypes"/> to read; empty for all. Only among the newest 20,000 events.</param>
    /// <param name="limit">The largest number of events to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The newest of these events, in order of id.</returns>
    Task<EventPage> ReadNewestAsync(IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the events that name at least one of the contacts, in order of id.</summary>
    /// <param name="contactIds">The ids of the contacts.</param>
    /// <param name="after">Only events with a higher id than this.</param>
    /// <param name="limit">The largest number of events to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadNamingAsync(
        IReadOnlyCollection<long> contactIds, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The id of the newest event; 0 if no event is stored.</summary>
    Task<long> ReadNewestIdAsync(CancellationToken cancellationToken);
}
