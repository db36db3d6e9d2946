using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Prepares the connections that write in bulk. Their page cache holds what a batch changes, which SQLite would otherwise write to the log
/// several times. While they alone write, checkpoints wait until the log is larger: each writes a page once, however often it has changed.
/// </summary>
/// <remarks>
/// Whoever commits while the log is long makes the checkpoint. So as soon as another connection has written, a bulk writer makes one after
/// every transaction or two, and requests seldom do.
/// </remarks>
internal sealed class BulkConnectionInterceptor : DbConnectionInterceptor
{
    /// <summary>SQLite's default, in pages of 4 KiB.</summary>
    internal const int PagesBesideOthers = 1000;

    /// <summary>80 MB.</summary>
    internal const int PagesAlone = 20_000;

    /// <summary>How many times a bulk connection is opened after another's write until it counts as alone: a second of an import.</summary>
    internal const int OpensUntilAlone = 64;

    private long lastSeenVersion;
    private int opensAlone;

    /// <summary>
    /// The same file, with a pool of its own: the driver has one for each text. Requests must not get connections with these settings.
    /// </summary>
    public static string ToBulk(string connectionString) => connectionString + ";";

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!connection.ConnectionString.EndsWith(';'))
            return;
        // The version changes if another connection has committed. Each connection has its own numbers.
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size = -65536; PRAGMA data_version";
        var version = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        opensAlone = version == lastSeenVersion ? opensAlone + 1 : 0;
        lastSeenVersion = version;
        _ = raw.sqlite3_wal_autocheckpoint(
            ((SqliteConnection)connection).Handle!, opensAlone < OpensUntilAlone ? PagesBesideOthers : PagesAlone);
    }
}
