using FluxKart.Api.Operations.Versions;

namespace FluxKart.Tests.Api.Operations.Versions;

public sealed class ServiceVersionTests
{
    [Theory]
    [InlineData("1.2.0+0123456789abcdef0123", "1.2.0", "0123456789abcdef0123", "1.2.0 (commit 0123456789ab)")]
    [InlineData("1.2.0-rc.1+01234", "1.2.0-rc.1", "01234", "1.2.0-rc.1 (commit 01234)")]
    [InlineData("1.2.0", "1.2.0", null, "1.2.0")]
    [InlineData("1.2.0+", "1.2.0", null, "1.2.0")]
    public void Parse_WhenTheBuildKnewTheCommitOrNot_SplitsTheVersion(string text, string version, string? commit, string description)
    {
        var parsed = ServiceVersion.Parse(text);

        Assert.Equal((version, commit, description), (parsed.Version, parsed.Commit, parsed.Description));
        Assert.Equal(text.TrimEnd('+'), parsed.Text);
    }
}
