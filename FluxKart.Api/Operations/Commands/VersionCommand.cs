using FluxKart.Api.Operations.Versions;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Prints the version and the commit.</summary>
internal static class VersionCommand
{
    public const string Name = "--version";

    /// <returns>The exit code.</returns>
    public static int Run(TextWriter output)
    {
        output.WriteLine($"FluxKart {ServiceVersion.Current.Description}");
        return 0;
    }
}
