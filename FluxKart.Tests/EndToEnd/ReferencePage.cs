using System.Text.RegularExpressions;
using FluxKart.Tests.Architecture;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The code blocks of docs/reference.md, so that tests do exactly what it says.</summary>
internal static partial class ReferencePage
{
    /// <summary>The contents of the blocks in a language, such as <c>sql</c>, in their order.</summary>
    public static IReadOnlyList<string> CodeBlocks(string language) =>
    [
        .. Blocks().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "reference.md")))
            .Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["content"].Value),
    ];

    [GeneratedRegex("^```(?<language>.*)\n(?<content>(.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
