using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>
/// The file that gets the rows with errors. Only this user can read it, since it has the values. Without such rows it is removed.
/// </summary>
internal sealed class RefusedRowsFile : IAsyncDisposable
{
    private readonly RefusedRowsWriter writer;
    private readonly string path;
    private bool hasRows;

    private RefusedRowsFile(FileStream output, string path)
    {
        writer = new RefusedRowsWriter(output);
        this.path = path;
    }

    /// <summary>Creates the file, or empties the one that is there.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="imported">The path of the file that is imported, which is open and must not be overwritten.</param>
    /// <exception cref="OptionsValidationException">The file cannot be written.</exception>
    public static RefusedRowsFile Create(string path, string imported)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(imported))
            throw Invalid($"{ImportOptions.Errors} names the file to import; name another one.");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var output = new FileStream(path, options);
            try
            {
                // Fails for what is not a file, such as /dev/null, whose mode must not be changed.
                output.SetLength(0);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(output.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                return new RefusedRowsFile(output, path);
            }
            catch
            {
                output.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"The file of {ImportOptions.Errors} cannot be written ({exception.Message.TrimEnd('.')}); name another one.");
        }
    }

    /// <summary>Writes the header. To be called once, before the first row.</summary>
    public ValueTask StartAsync(IReadOnlyList<string> header, CancellationToken cancellationToken) =>
        writer.StartAsync(header, cancellationToken);

    public ValueTask WriteAsync(ImportedRow row, CancellationToken cancellationToken)
    {
        hasRows = true;
        return writer.WriteAsync(row, cancellationToken);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        if (!hasRows)
            File.Delete(path);
    }

    private static OptionsValidationException Invalid(string failure) =>
        new(nameof(RefusedRowsFile), typeof(RefusedRowsFile), [failure]);
}
