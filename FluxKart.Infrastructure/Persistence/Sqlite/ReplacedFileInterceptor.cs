using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Begins nothing on a SQLite file that has been removed, or has been replaced by another. The connections of the pool still have it open,
/// and what they wrote would be gone with the last of them.
/// </summary>
internal sealed class ReplacedFileInterceptor : DbConnectionInterceptor
{
    // https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html: SQLITE_FCNTL_HAS_MOVED. Windows does not know it, and lets nobody remove an open file.
    private const int HasMoved = 20;

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var sqlite = (SqliteConnection)connection;
        _ = Control(sqlite.Handle!, database: 0, HasMoved, out var hasMoved);
        if (hasMoved == 0)
            return;

        await sqlite.CloseAsync();
        SqliteConnection.ClearPool(sqlite);
        // Fails where there is no file.
        await sqlite.OpenAsync(cancellationToken);
    }

    // Without the name of an attached database it is the main one's file. The result of an unknown operation is 0.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Control(SafeHandle connection, nint database, int operation, out int result);
}
