namespace FluxKart.Domain.Events;

/// <summary>The feed of all events, in the order of the commits. A reader that follows its positions misses none.</summary>
public interface IEventFeed
{
    /// <summary>Reads a page of the feed.</summary>
    /// <inheritdoc cref="IEventLog.ReadAsync"/>
    Task<EventPage> ReadAsync(long after, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the end of the feed.</summary>
    /// <inheritdoc cref="IEventLog.ReadNewestAsync"/>
    Task<EventPage> ReadNewestAsync(IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the feed from a position on, and then each new event soon after its commit, until the caller cancels. If the database is
    /// unavailable, the events come later.
    /// </summary>
    /// <param name="after">The id of the last event that the caller knows; 0 to begin with the first event.</param>
    /// <param name="types">Which of <see cref="EventTypes"/> to read; empty for all.</param>
    /// <param name="longestSilence">When to return a null in place of an event, so that the caller can show that it is still there.</param>
    /// <param name="cancellationToken">Ends the enumeration, without an exception.</param>
    IAsyncEnumerable<RecordedEvent?> FollowAsync(
        long after, IReadOnlyCollection<string> types, TimeSpan longestSilence, CancellationToken cancellationToken);
}
