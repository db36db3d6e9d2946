using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets SQLite itself wait for another writer, and check again every millisecond. SQLite's own pauses grow to 100 ms, and the driver's are
/// 150 ms, so that a writer such as an import, which leaves only short gaps between its transactions, would keep requests out.
/// </summary>
internal sealed class BusyWaitInterceptor : DbConnectionInterceptor
{
    private const int Pause = 1;

    // SQLite keeps a pointer to it.
    private static readonly BusyHandler Handler = Wait;

    [ThreadStatic]
    private static long waitingSince;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int BusyHandler(nint timeout, int earlierCalls);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var sqlite = (SqliteConnection)connection;
        _ = SetBusyHandler(sqlite.Handle!, Handler, sqlite.DefaultTimeout * 1000);
        return Task.CompletedTask;
    }

    // https://sqlite.org/c3ref/busy_handler.html: SQLite tries again unless the result is 0.
    private static int Wait(nint timeout, int earlierCalls)
    {
        if (earlierCalls == 0)
            waitingSince = Environment.TickCount64;
        if (Environment.TickCount64 - waitingSince >= timeout)
            return 0;
        Thread.Sleep(Pause);
        return 1;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int SetBusyHandler(SafeHandle connection, BusyHandler handler, nint timeout);
}
