using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// An INSERT that SQLite parses once and executes for each row. The driver would spend as long on a row as SQLite does. The values of a row
/// are bound by their positions, which begin at 1.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;

    public SqliteInsert(SqliteConnection connection, string sql)
    {
        this.connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(this.connection, sql, out statement));
    }

    public void Bind(int position, long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, position, number) : raw.sqlite3_bind_null(statement, position));

    public void Bind(int position, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(statement, position) : raw.sqlite3_bind_text(statement, position, value));

    /// <exception cref="SqliteException">As the driver would throw it.</exception>
    public void Execute()
    {
        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, connection);
        Check(raw.sqlite3_reset(statement));
    }

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection);
}
