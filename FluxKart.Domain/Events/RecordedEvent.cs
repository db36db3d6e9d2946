namespace FluxKart.Domain.Events;

/// <summary>An event as it is stored, in the same transaction as the change that it describes.</summary>
/// <param name="Id">Grows in the order of the commits. It may skip numbers.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Time">UTC, by the database's clock, just before the commit.</param>
/// <param name="ContactId">The customer's primary contact after the change; null if the event is not about a customer.</param>
/// <param name="Data">What else the event says.</param>
public sealed record RecordedEvent(long Id, string Type, DateTime Time, long? ContactId, EventData Data)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(RecordedEvent);
}
