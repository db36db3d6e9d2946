using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FluxKart.Infrastructure.Persistence.Sqlite.BulkLoading;

/// <summary>
/// Begins loads that are one long transaction, for which every other writer of the file would have to wait. So a load only begins if nobody
/// else has the file open.
/// </summary>
internal sealed class SqliteBulkLoads(DatabaseSettings settings) : IBulkLoads
{
    // Every other writer waits for the set. Larger ones are faster, but orders would wait too long.
    public int MaxRowsPerSet => 250;

    public async Task<IBulkLoad?> TryBeginAsync(bool mayBlockOthers, long expectedRows, CancellationToken cancellationToken)
    {
        if (!mayBlockOthers)
            return null;
        var connectionString = new SqliteConnectionStringBuilder(settings.ExistingConnectionString) { Pooling = false }.ToString();
        CloseIdleConnections();
        try
        {
            return IsOpenedByNobody(connectionString)
                ? await SqliteBulkLoad.TryBeginAsync(connectionString, expectedRows, cancellationToken)
                : null;
        }
        catch (SqliteException)
        {
            // Whatever it is, those who save set by set find it too, and can wait until it has passed.
            return null;
        }
    }

    // They have the file open too.
    private void CloseIdleConnections()
    {
        string[] pools =
        [
            settings.ConnectionString,
            settings.ExistingConnectionString,
            BulkConnectionInterceptor.ToBulk(settings.ExistingConnectionString),
        ];
        foreach (var pool in pools)
        {
            using var connection = new SqliteConnection(pool);
            SqliteConnection.ClearPool(connection);
        }
    }

    // https://sqlite.org/pragma.html#pragma_locking_mode: SQLite then reads a file with a write-ahead log only if it can lock all of it.
    private static bool IsOpenedByNobody(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        return raw.sqlite3_exec(connection.Handle!, "PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM sqlite_master") == raw.SQLITE_OK;
    }
}
