using System.Text;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Application.Transfer.Jobs;

/// <summary>
/// The files of the imports: those that are still to be read, and the rows with faults. Only the service's own user may read them.
/// </summary>
internal sealed partial class ImportFolder(
    ImportSettings options, DatabaseSettings database, TimeProvider clock, ILogger<ImportFolder> logger)
{
    private const string ReceivedExtension = ".received";
    private const string ErrorsExtension = ".errors.csv";
    private const int BufferSize = 128 * 1024;

    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path = options.Folder ?? DefaultPath(database);

    /// <summary>Receives a file. Nothing of it stays if it does not come completely.</summary>
    /// <param name="content">The file as it is sent. It is never held in memory.</param>
    /// <param name="cancellationToken">Gives the file up.</param>
    /// <returns>Null if the file cannot be stored, such as on a full disk.</returns>
    public async Task<StoredFile?> ReceiveAsync(Stream content, CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("N");
        var isComplete = false;
        try
        {
            var bytes = await TryWriteAsync(name, content, cancellationToken);
            isComplete = bytes is not null;
            return bytes is null ? null : new StoredFile(name, bytes.Value);
        }
        finally
        {
            if (!isComplete)
                DeleteReceived(name);
        }
    }

    public Stream OpenReceived(string name) =>
        new FileStream(PathOf(name, ReceivedExtension), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize);

    public void DeleteReceived(string name) => Delete(PathOf(name, ReceivedExtension));

    /// <summary>Creates the file for the rows with faults. What is written to it can be read at once.</summary>
    public Stream CreateErrors(string name) => Create(name, ErrorsExtension);

    /// <summary>The rows with faults as far as they have been written; null if they are not in this folder.</summary>
    public Stream? OpenErrors(string name)
    {
        try
        {
            return new FileStream(
                PathOf(name, ErrorsExtension), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The files that were received, with the time in UTC when each was last written to.</summary>
    public IReadOnlyList<(string Name, DateTime WrittenAt)> ListReceived() => [.. List(ReceivedExtension)];

    /// <summary>What to read of an import that has not read its file yet.</summary>
    public static Stream NoErrors() => new MemoryStream(Encoding.UTF8.GetBytes(RefusedRowsWriter.HeaderAlone));

    /// <summary>Whether the rows with faults of an import are no longer kept.</summary>
    /// <param name="endedAt">When the import ended, in UTC; null if it has not.</param>
    public bool AreErrorsRemoved(DateTime? endedAt) => endedAt < clock.GetUtcNow().UtcDateTime - options.KeepErrorsFor;

    /// <summary>Deletes the rows with faults that are no longer kept.</summary>
    public void DeleteOldErrors()
    {
        foreach (var (name, _) in List(ErrorsExtension).Where(file => AreErrorsRemoved(file.WrittenAt)))
            Delete(PathOf(name, ErrorsExtension));
    }

    // Beside the database, because there is space for what is to be imported, and the service may write there.
    private static string DefaultPath(DatabaseSettings database) => database.SqliteFile is { } file
        ? $"{file}-imports"
        : Path.Combine(Path.GetTempPath(), $"fluxkart-imports-{Environment.UserName}");

    /// <returns>The bytes that were written; null if the file cannot be stored.</returns>
    private async Task<long?> TryWriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (TryCreate(name) is not { } file)
            return null;
        await using (file)
        {
            var buffer = new byte[BufferSize];
            var bytes = 0L;
            // What fails while it is read is the client's matter, and the server has a response to it.
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                try
                {
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
                catch (IOException exception)
                {
                    LogCannotStore(exception.Message);
                    return null;
                }

                bytes += count;
            }

            return bytes;
        }
    }

    private FileStream? TryCreate(string name)
    {
        try
        {
            return Create(name, ReceivedExtension);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogCannotStore(exception.Message);
            return null;
        }
    }

    private FileStream Create(string name, string extension)
    {
        // Not buffered, so that what was written can be read, and a full disk is noticed at once.
        var create = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnFolder);
            // In the folder for temporary files somebody else could have made it first. Then this fails.
            if (options.Folder is null)
                File.SetUnixFileMode(path, OwnFolder);
            create.UnixCreateMode = OwnFile;
        }

        return new FileStream(PathOf(name, extension), create);
    }

    private void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file is gone, too.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogCannotDelete(exception.Message);
        }
    }

    private IEnumerable<(string Name, DateTime WrittenAt)> List(string extension)
    {
        var folder = new DirectoryInfo(path);
        return folder.Exists
            ? folder.EnumerateFiles($"*{extension}").Select(file => (file.Name[..^extension.Length], file.LastWriteTimeUtc))
            : [];
    }

    private string PathOf(string name, string extension) => Path.Combine(path, name + extension);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Error, Message = "A file to import cannot be stored: {Reason}")]
    private partial void LogCannotStore(string reason);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "A file of an import cannot be deleted: {Reason}")]
    private partial void LogCannotDelete(string reason);
}
