using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite's transient faults: a busy file, and faults that an operator can fix, such as a full disk.</summary>
internal sealed class SqliteFaultStrategy(ExecutionStrategyDependencies dependencies) : TransientFaultStrategy(dependencies)
{
    // https://sqlite.org/rescode.html: SQLITE_BUSY and LOCKED; then READONLY, IOERR, CORRUPT, FULL, CANTOPEN and NOTADB, which an operator
    // can fix, so that the same request succeeds later.
    protected override bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26 };
}
