using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Begins nothing on a SQLite file that has been removed. The connections of the pool still have it open, and what they wrote would be gone
/// with the last of them.
/// </summary>
internal sealed class RemovedFile : DbConnectionInterceptor
{
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        // A connection of its own then fails to open: SQLITE_CANTOPEN.
        if (!File.Exists(connection.DataSource))
            SqliteConnection.ClearPool((SqliteConnection)connection);
        return ValueTask.FromResult(result);
    }
}
