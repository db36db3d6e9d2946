using System.Text.RegularExpressions;
using FluxKart.Tests.Architecture;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The code blocks of the pages in docs/, so that tests do exactly what they say.</summary>
internal static partial class DocumentationPage
{
    /// <summary>The contents of a page's blocks in a language, such as <c>sql</c>, in their order.</summary>
    public static IReadOnlyList<string> CodeBlocks(string page, string language) =>
    [
        .. Blocks().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", page)))
            .Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["content"].Value),
    ];

    [GeneratedRegex("^```(?<language>.*)\n(?<content>(.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
