using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite's passing faults: a busy file, and faults that an operator can remove, such as a full disk.</summary>
internal sealed class SqliteFaultStrategy(ExecutionStrategyDependencies dependencies) : TransientFaultStrategy(dependencies)
{
    // https://sqlite.org/rescode.html: SQLITE_BUSY and LOCKED; and READONLY, IOERR, CORRUPT, FULL, CANTOPEN and NOTADB, which need an
    // operator: once the cause is gone, the same request succeeds.
    protected override bool IsTransient(Exception exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26 };
}
