namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Files that only this process needs, and only the user who runs it can read.</summary>
internal static class TemporaryFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Creates a file to write and read, which goes with the returned stream, and with the process, however that ends.</summary>
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"fluxkart-import-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            BufferSize = BufferSize,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // An open file needs no name there.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
