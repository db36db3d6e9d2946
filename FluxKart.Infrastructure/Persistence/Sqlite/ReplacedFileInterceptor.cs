using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Discards pooled connections to a SQLite file that has been removed or replaced. They still have the old file open, and what they write
/// to it would be lost when the last of them closes.
/// </summary>
internal sealed class ReplacedFileInterceptor : DbConnectionInterceptor
{
    // https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html: SQLITE_FCNTL_HAS_MOVED. Windows does not support it, but there an open file
    // cannot be removed.
    private const int HasMoved = 20;

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var sqlite = (SqliteConnection)connection;
        _ = FileControl(sqlite.Handle!, database: 0, HasMoved, out var hasMoved);
        if (hasMoved == 0)
            return;

        await sqlite.CloseAsync();
        SqliteConnection.ClearPool(sqlite);
        // Throws if there is no file at the path.
        await sqlite.OpenAsync(cancellationToken);
    }

    // A null database name means the main database. For an unknown operation the result is 0.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(SafeHandle connection, nint database, int operation, out int result);
}
