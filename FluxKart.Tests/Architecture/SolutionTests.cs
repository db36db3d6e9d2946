using System.Text.RegularExpressions;

namespace FluxKart.Tests.Architecture;

/// <summary>The solution folders, which an IDE does not keep up to date by itself.</summary>
public sealed partial class SolutionTests
{
    [Fact]
    public void SolutionFolders_Always_ListFilesThatExist() =>
        Assert.All(Items(), item => Assert.True(File.Exists(Path.Combine(SourceTree.Root, item)), item));

    [Fact]
    public void SolutionFolders_Always_ListEveryDocument()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md")
            .Select(file => Path.GetRelativePath(SourceTree.Root, file));

        Assert.Empty(documents.Except(Items()));
    }

    private static IEnumerable<string> Items() => SolutionItem()
        .Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "FluxKart.sln")))
        .Select(match => match.Groups["file"].Value.Replace('\\', Path.DirectorySeparatorChar));

    [GeneratedRegex(@"^\t\t(?<file>\w[^ |]*) = \k<file>\r?$", RegexOptions.Multiline)]
    private static partial Regex SolutionItem();
}
