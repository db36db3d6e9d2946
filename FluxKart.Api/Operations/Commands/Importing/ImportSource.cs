using FluxKart.Api.Application.Transfer.Importing;
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

    private readonly FileStream file;

    private ImportSource(FileStream file) => this.file = file;

    /// <summary>In bytes.</summary>
    public long Length => file.Length;

    /// <summary>Opens a file. Standard input and a pipe are first written to a temporary file, which only this user can read.</summary>
    /// <param name="path">The file, or <see cref="ImportOptions.StandardInput"/>.</param>
    /// <param name="standardInput">What to read then.</param>
    /// <param name="cancellationToken">Cancels the reading of standard input.</param>
    /// <exception cref="UnreadableFileException">The file cannot be opened.</exception>
    public static async Task<ImportSource> OpenAsync(string path, Stream standardInput, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new UnreadableFileException($"{path} is a folder. Name a file.");
        try
        {
            if (path == ImportOptions.StandardInput)
                return await SpoolAsync(standardInput, cancellationToken);
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek)
                return new ImportSource(file);
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
        new FileStream(new SafeFileHandle(file.SafeFileHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, BufferSize);

    public void Dispose() => file.Dispose();

    private static async Task<ImportSource> SpoolAsync(Stream input, CancellationToken cancellationToken)
    {
        var file = TemporaryFile.Create();
        var source = new ImportSource(file);
        try
        {
            // The console ignores the token while it waits for input.
            await input.CopyToAsync(file, cancellationToken).WaitAsync(cancellationToken);
            await file.FlushAsync(cancellationToken);
            file.Position = 0;
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
