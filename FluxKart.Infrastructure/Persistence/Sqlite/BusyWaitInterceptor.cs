using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets SQLite itself wait for another writer, with pauses that begin at a millisecond. The driver would look again only after 150 ms, so
/// a write that takes a moment would hold up requests for far longer.
/// </summary>
internal sealed class BusyWaitInterceptor : DbConnectionInterceptor
{
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var sqlite = (SqliteConnection)connection;
        _ = raw.sqlite3_busy_timeout(sqlite.Handle!, sqlite.DefaultTimeout * 1000);
        return Task.CompletedTask;
    }
}
