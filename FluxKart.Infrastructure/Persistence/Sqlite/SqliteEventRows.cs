using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Inserts events row by row, with statements that are parsed once. The caller holds the transaction.</summary>
internal sealed class SqliteEventRows(SqliteConnection connection) : IDisposable
{
    internal const string InsertEvent = "INSERT INTO event (id, type, time, contactid, data) VALUES (?, ?, ?, ?, ?)";

    internal const string InsertName = "INSERT INTO eventcontact (contactid, eventid) VALUES (?, ?)";

    private readonly SqliteInsert insertEvent = new(connection, InsertEvent);
    private readonly SqliteInsert insertName = new(connection, InsertName);

    /// <param name="events">In the order in which they happened.</param>
    /// <param name="drawn">Their ids and their time.</param>
    /// <param name="cancellationToken">Cancels the rest.</param>
    public void Append(IReadOnlyList<NewEvent> events, DrawnIds drawn, CancellationToken cancellationToken)
    {
        insertEvent.Bind(3, SqliteTime.TextOf(drawn.Now));
        foreach (var (added, id) in events.Zip(drawn.Ids))
        {
            cancellationToken.ThrowIfCancellationRequested();
            insertEvent.Bind(1, id);
            insertEvent.Bind(2, added.Type);
            insertEvent.Bind(4, added.ContactId);
            insertEvent.Bind(5, added.Data);
            insertEvent.Execute();
            insertName.Bind(2, id);
            foreach (var contactId in added.OtherContactIds)
            {
                insertName.Bind(1, contactId);
                insertName.Execute();
            }
        }
    }

    public void Dispose()
    {
        insertEvent.Dispose();
        insertName.Dispose();
    }
}
