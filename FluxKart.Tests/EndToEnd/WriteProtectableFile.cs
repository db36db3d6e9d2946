using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;

// The tests that start processes run on Unix only.
#pragma warning disable CA1416

namespace FluxKart.Tests.EndToEnd;

/// <summary>A copy of a test's SQLite file that any user may write, until it is protected. Its folder stays writable.</summary>
internal sealed class WriteProtectableFile : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Writable = Readable | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private WriteProtectableFile()
    {
        folder.UnixFileMode = Writable | Executable;
        Path = System.IO.Path.Combine(folder.FullName, "shop.db");
    }

    public string Path { get; }

    public IEnumerable<KeyValuePair<string, string?>> Configuration => [new("ConnectionStrings:FluxKart", $"Data Source={Path}")];

    public static WriteProtectableFile CopyOf(TestDatabase database)
    {
        var copy = new WriteProtectableFile();
        using (var source = new SqliteConnection($"{database.ConnectionString};Pooling=False"))
        using (var target = new SqliteConnection($"Data Source={copy.Path};Pooling=False"))
        {
            source.Open();
            target.Open();
            source.BackupDatabase(target);
        }

        copy.Unprotect();
        return copy;
    }

    public void Protect() => File.SetUnixFileMode(Path, Readable);

    public void Unprotect() => File.SetUnixFileMode(Path, Writable);

    public void Dispose() => folder.Delete(recursive: true);
}
