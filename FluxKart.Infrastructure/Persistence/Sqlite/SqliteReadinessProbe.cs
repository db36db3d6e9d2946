using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Opens the file as a new process would: a connection that is already open keeps the rights that the file had when it was opened.
/// </summary>
internal sealed class SqliteReadinessProbe : IReadinessProbe
{
    private static readonly ReadinessFault ReadOnly = new(
        "The database is read-only, so nothing can be stored.", "Make the SQLite file and its folder writable for the service's user.");

    private readonly DbContextOptions<SqliteFluxKartDbContext> options;

    public SqliteReadinessProbe(DatabaseSettings settings)
    {
        var connection = new SqliteConnectionStringBuilder(settings.ExistingConnectionString) { Pooling = false, DefaultTimeout = 1 };
        var builder = new DbContextOptionsBuilder<SqliteFluxKartDbContext>();
        builder.UseSqliteFile(connection.ConnectionString);
        options = builder.Options;
    }

    public async Task<ReadinessFault?> FindFaultAsync(CancellationToken cancellationToken)
    {
        await using var context = new SqliteFluxKartDbContext(options);
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        if (!IsWritable(connection))
            return ReadOnly;

        await using var command = new SqliteCommand(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'contact'", connection);
        var hasTable = (long)(await command.ExecuteScalarAsync(cancellationToken))! == 1;
        return hasTable && !(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            ? null
            : ReadinessFault.OutdatedSchema;
    }

    private static bool IsWritable(SqliteConnection connection)
    {
        // If the file is write-protected, SQLite opens it only for reading, and begins a transaction all the same.
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
            return false;

        // Finds out whether the file for the write-ahead log is writable too. Not by a command, which would wait while another transaction
        // writes. That one shows that the file is writable.
        var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE") & 0xFF;
        if (result == raw.SQLITE_OK)
            result = raw.sqlite3_exec(connection.Handle, "ROLLBACK") & 0xFF;
        if (result is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY))
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return result != raw.SQLITE_READONLY;
    }
}
