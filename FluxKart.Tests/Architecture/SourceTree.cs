using System.Text.RegularExpressions;

namespace FluxKart.Tests.Architecture;

/// <summary>The source files of a project, and which folders they refer to.</summary>
internal sealed partial class SourceTree
{
    private readonly List<(string Folder, List<string> References)> files;

    private SourceTree(List<(string Folder, List<string> References)> files) => this.files = files;

    /// <summary>The folder with the solution file.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "FluxKart.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the solution's folder.");
            return folder.FullName;
        }
    }

    public static SourceTree Of(string project)
    {
        var projectFolder = Path.Combine(Root, project);
        return new SourceTree(
        [
            .. Directory.EnumerateFiles(projectFolder, "*.cs", SearchOption.AllDirectories)
                .Select(file => (
                    Namespace: NamespaceOf(project, Path.GetRelativePath(projectFolder, Path.GetDirectoryName(file)!)),
                    File: file))
                .Where(file => !IsBuilt(project, file.Namespace))
                .Select(file => (file.Namespace, ReferencesIn(File.ReadAllText(file.File)))),
        ]);
    }

    /// <summary>What the files of a folder, or of one below it, refer to: namespaces and types by their full names.</summary>
    public IReadOnlyList<string> ReferencesOf(string folder) =>
        [.. files.Where(file => IsWithin(file.Folder, folder)).SelectMany(file => file.References).Distinct()];

    /// <summary>Circles of folders that lie in the same folder: each refers to the next, and the last to the first.</summary>
    public IReadOnlyList<string> Circles() =>
    [
        .. files.SelectMany(file => Ancestors(file.Folder)).Distinct()
            .Select(parent => FindCircle(parent, ChildrenOf(parent)))
            .OfType<string>(),
    ];

    private static string NamespaceOf(string project, string relativeFolder) =>
        relativeFolder == "." ? project : $"{project}.{relativeFolder.Replace(Path.DirectorySeparatorChar, '.')}";

    private static bool IsBuilt(string project, string folder) => IsWithin(folder, $"{project}.bin") || IsWithin(folder, $"{project}.obj");

    private static List<string> ReferencesIn(string source) =>
        [.. FullNames().Matches(NamespaceDeclaration().Replace(source, "")).Select(match => match.Value).Distinct()];

    private static bool IsWithin(string name, string folder) => name == folder || name.StartsWith($"{folder}.", StringComparison.Ordinal);

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var parent = folder; parent.Contains('.', StringComparison.Ordinal); parent = parent[..parent.LastIndexOf('.')])
            yield return parent;
    }

    private List<string> ChildrenOf(string parent) =>
    [
        .. files.Where(file => IsWithin(file.Folder, parent) && file.Folder != parent)
            .Select(file => $"{parent}.{file.Folder[(parent.Length + 1)..].Split('.')[0]}")
            .Distinct(),
    ];

    private string? FindCircle(string parent, List<string> children)
    {
        var uses = children.ToDictionary(
            child => child,
            child => children.Where(other => other != child && ReferencesOf(child).Any(reference => IsWithin(reference, other))).ToList());
        // Removes folders that use none of the others, until there are no more of them. What remains is in a circle, or uses one.
        while (uses.FirstOrDefault(folder => folder.Value.TrueForAll(other => !uses.ContainsKey(other))).Key is { } free)
            uses.Remove(free);
        var remaining = uses.Select(folder => $"{folder.Key} uses {string.Join(" and ", folder.Value)}");
        return uses.Count == 0 ? null : $"In {parent}: {string.Join(", ", remaining)}";
    }

    [GeneratedRegex(@"\bFluxKart(\.[A-Z]\w*)+|\bMicrosoft\.AspNetCore\b")]
    private static partial Regex FullNames();

    [GeneratedRegex(@"^namespace .*$", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();
}
