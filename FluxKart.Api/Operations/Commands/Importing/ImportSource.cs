using FluxKart.Api.Application.Transfer.Reading.Decoding;
using Microsoft.Win32.SafeHandles;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>
/// The file to import, which can be read more than once. It stays open, so that it is the same file each time and nothing else that .NET
/// opens can overwrite it.
/// </summary>
internal sealed class ImportSource : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly SafeFileHandle handle;
    private readonly string? temporary;

    private ImportSource(SafeFileHandle handle, string? temporary)
    {
        this.handle = handle;
        this.temporary = temporary;
    }

    /// <summary>In bytes.</summary>
    public long Length => RandomAccess.GetLength(handle);

    /// <summary>Opens a file. Standard input and a pipe are first written to a temporary file, which only this user can read.</summary>
    /// <param name="path">The file, or <see cref="ImportOptions.StandardInput"/>.</param>
    /// <param name="standardInput">What to read then.</param>
    /// <param name="cancellationToken">Cancels the reading of standard input.</param>
    /// <exception cref="UnreadableFileException">The file cannot be opened.</exception>
    public static async Task<ImportSource> OpenAsync(string path, Stream standardInput, CancellationToken cancellationToken)
    {
        try
        {
            if (path == ImportOptions.StandardInput)
                return await SpoolAsync(standardInput, cancellationToken);
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek)
                return new ImportSource(file.SafeFileHandle, temporary: null);
            await using (file)
                return await SpoolAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var name = path == ImportOptions.StandardInput ? "Standard input" : path;
            throw new UnreadableFileException($"{name} cannot be read ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    /// <summary>Opens the file from its beginning.</summary>
    public Stream Open() =>
        new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, BufferSize);

    public void Dispose()
    {
        handle.Dispose();
        if (temporary is not null)
            File.Delete(temporary);
    }

    private static async Task<ImportSource> SpoolAsync(Stream input, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"fluxkart-import-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // An open file needs no name there. Without one it goes with this process, however that ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        var source = new ImportSource(file.SafeFileHandle, path);
        try
        {
            // The console ignores the token while it waits for input.
            await input.CopyToAsync(file, cancellationToken).WaitAsync(cancellationToken);
            await file.FlushAsync(cancellationToken);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
