namespace FluxKart.Infrastructure.Persistence.Events;

/// <summary>Writes events, a whole set at a time, in the SQL of the database in use.</summary>
internal interface IEventStatements
{
    /// <summary>
    /// Inserts events in this order, as the last statement of a transaction. From the first event of a transaction until its end, no other
    /// can insert events. So the ids grow in the order of the commits, and a reader that follows them misses none.
    /// </summary>
    Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);

    /// <summary>
    /// Clears the reasons in all events that name one of the contacts or marks: they are free text, which may name a person.
    /// </summary>
    /// <param name="contactIds">The ids of the contacts.</param>
    /// <param name="markIds">The ids of marks of shared identifiers.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task ClearReasonsAsync(long[] contactIds, long[] markIds, CancellationToken cancellationToken);
}
