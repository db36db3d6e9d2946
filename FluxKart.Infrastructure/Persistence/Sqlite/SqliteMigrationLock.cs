using Microsoft.EntityFrameworkCore.Migrations;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Lets one process at a time migrate a SQLite file. It is a lock of the operating system on a file next to it, so it ends with the
/// process, even if that is killed.
/// </summary>
internal sealed class SqliteMigrationLock : IMigrationsDatabaseLock
{
    private readonly FileStream file;

    private SqliteMigrationLock(FileStream file, IHistoryRepository history)
    {
        this.file = file;
        HistoryRepository = history;
    }

    public IHistoryRepository HistoryRepository { get; }

    /// <summary>Takes the lock unless it is held, in this process or another.</summary>
    /// <param name="database">The path of the SQLite file.</param>
    /// <param name="history">The repository that the lock is for.</param>
    /// <returns>Null if it is held.</returns>
    public static SqliteMigrationLock? TryTake(string database, IHistoryRepository history)
    {
        try
        {
            // The file stays: if it were removed, one process could lock the removed file while another locks a new one.
            return new SqliteMigrationLock(
                new FileStream($"{database}-migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0),
                history);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();

    public ValueTask DisposeAsync() => file.DisposeAsync();

    // .NET has no exception of its own for this: EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
