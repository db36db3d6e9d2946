namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Paths on the command line, as the person means them who typed them.</summary>
internal static class TypedPath
{
    private const string LaunchProfile = "DOTNET_LAUNCH_PROFILE";
    private const string ShellFolder = "PWD";

    // dotnet run starts the service in the folder of its project. It sets the launch profile, and keeps the shell's own variable.
    private static string Folder =>
        Environment.GetEnvironmentVariable(LaunchProfile) is not null
        && Environment.GetEnvironmentVariable(ShellFolder) is { } folder
        && Path.IsPathFullyQualified(folder)
        && Directory.Exists(folder)
            ? folder
            : Environment.CurrentDirectory;

    public static string Full(string path) => Path.GetFullPath(path, Folder);
}
