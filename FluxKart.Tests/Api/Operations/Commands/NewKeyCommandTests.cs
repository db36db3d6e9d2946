using FluxKart.Api.Operations.Commands;
using FluxKart.Api.Security.Keys;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Api.Operations.Commands;

public sealed class NewKeyCommandTests
{
    [Theory]
    [InlineData("--name", "shop", "--scope", "read")]
    [InlineData("--scope", "read", "--name", "shop")]
    [InlineData("--name=shop", "--scope=read")]
    [InlineData("--scope=read", "--name", "shop")]
    public void Run_WhenNameAndScopeAreGiven_PrintsAKeyAndTheSettingsThatAcceptIt(params string[] args)
    {
        var (exitCode, output, _) = Run(args);

        Assert.Equal(0, exitCode);
        var key = Assert.Single(output.Split('\n'), line => line.StartsWith("fk_", StringComparison.Ordinal)).Trim();
        var holder = KeyRingOf(output).Find(key)?.Principal;
        Assert.Equal("shop", holder?.Identity?.Name);
        Assert.True(holder?.HasClaim(ApiKeyRing.ScopeClaim, Scopes.Identify));
        Assert.True(holder?.HasClaim(ApiKeyRing.ScopeClaim, Scopes.Read));
        Assert.False(holder?.HasClaim(ApiKeyRing.ScopeClaim, Scopes.Admin));
        Assert.Null(KeyRingOf(output).Find(key[..^1]));
    }

    [Fact]
    public void Run_WhenRunAgain_PrintsAnotherKey() =>
        Assert.NotEqual(Run("--name", "shop", "--scope", "read").Output, Run("--name", "shop", "--scope", "read").Output);

    [Theory]
    [InlineData]
    [InlineData("--name", "shop")]
    [InlineData("--name", " ", "--scope", "read")]
    [InlineData("--name", "my shop", "--scope", "read")]
    [InlineData("--name=", "--scope=read")]
    [InlineData("--name", "shop", "--scope", "everything")]
    [InlineData("--name", "shop", "--scope", "read", "--for", "ever")]
    public void Run_WhenArgumentsAreInvalid_PrintsTheUsageOnOneLine(params string[] args)
    {
        var (exitCode, output, error) = Run(args);

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Contains("new-key --name shop --scope identify", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (NewKeyCommand.Run(args, output, error), output.ToString(), error.ToString());
    }

    /// <summary>The API keys of a service that has the printed settings.</summary>
    private static ApiKeyRing KeyRingOf(string output)
    {
        var settings = output.Split('\n')
            .Where(line => line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Trim().Split('='))
            .Select(setting => (setting[0].Replace("__", ":", StringComparison.Ordinal), (string?)setting[1]));
        var reader = Settings.Reader([.. settings]);
        var options = AccessOptions.Read(reader);
        reader.ThrowIfInvalid();
        return new ApiKeyRing(options);
    }
}
