using System.Diagnostics;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets one process at a time migrate a SQLite file. It is a lock of the operating system on a file next to it, so it ends with the
/// process, even if that is killed. EF Core's own lock is a row, which a killed process leaves behind.
/// </summary>
internal sealed class SqliteMigrationLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private SqliteMigrationLock(FileStream file) => this.file = file;

    /// <summary>Waits until no other process holds the lock, and takes it.</summary>
    /// <param name="database">The path of the SQLite file.</param>
    /// <param name="timeout">How long to wait for another process; zero means to try once.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Null if another process still holds it at the end of that time.</returns>
    public static async Task<SqliteMigrationLock?> TryTakeAsync(string database, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // The file stays: if it were removed, one process could lock the removed file while another locks a new one.
                return new SqliteMigrationLock(
                    new FileStream($"{database}-migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (waited.Elapsed >= timeout)
                    return null;
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public void Dispose() => file.Dispose();

    // .NET has no exception of its own for this: EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
