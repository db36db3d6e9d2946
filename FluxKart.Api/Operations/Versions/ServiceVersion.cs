using System.Reflection;

namespace FluxKart.Api.Operations.Versions;

/// <summary>Which version of the service this is.</summary>
/// <param name="Version">The version's number, such as <c>1.2.0</c>.</param>
/// <param name="Commit">The commit that it was built from; null if the build did not know it.</param>
internal sealed record ServiceVersion(string Version, string? Commit)
{
    /// <summary>Enough of a commit's hash to tell it from every other.</summary>
    private const int ShortCommitLength = 12;

    public static ServiceVersion Current { get; } =
        Parse(typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <summary>The version and the commit in one word, as Semantic Versioning writes build metadata.</summary>
    public string Text => Commit is null ? Version : $"{Version}+{Commit}";

    /// <summary>The version and the short commit, for a person.</summary>
    public string Description => Commit is null ? Version : $"{Version} (commit {Commit[..Math.Min(ShortCommitLength, Commit.Length)]})";

    public override string ToString() => nameof(ServiceVersion);

    /// <summary>Reads a version in the form of <see cref="Text"/>, which the compiler writes into the assembly.</summary>
    public static ServiceVersion Parse(string text) => text.Split('+', 2) is [var version, { Length: > 0 } commit]
        ? new ServiceVersion(version, commit)
        : new ServiceVersion(text.TrimEnd('+'), null);
}
