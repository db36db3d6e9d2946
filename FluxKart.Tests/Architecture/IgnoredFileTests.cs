using System.Diagnostics;

namespace FluxKart.Tests.Architecture;

/// <summary>What the commands in the documents write must not get into a commit.</summary>
public sealed class IgnoredFileTests
{
    [Theory]
    [InlineData("out/FluxKart.Api.dll")]
    [InlineData("contact-schema.sql")]
    [InlineData("shop.env")]
    [InlineData("deploy/.env")]
    [InlineData("FluxKart.Api/fluxkart.db")]
    [InlineData("FluxKart.Api/fluxkart.db-wal")]
    [InlineData("FluxKart.Api/fluxkart.db-imports/1.received")]
    [InlineData("fluxkart-copy.db")]
    [InlineData("fluxkart.dump")]
    public async Task Git_WhenADocumentedCommandHasWrittenAFile_IgnoresIt(string file)
    {
        Assert.SkipUnless(Path.Exists(Path.Combine(SourceTree.Root, ".git")), "The sources are not in a git repository.");
        using var git = Process.Start(new ProcessStartInfo("git", ["check-ignore", "--quiet", file]) { WorkingDirectory = SourceTree.Root })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, git.ExitCode);
    }
}
