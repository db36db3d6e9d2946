using FluxKart.Api.Operations.Commands;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(1, "newkey")]
    [InlineData(1, "--fast")]
    [InlineData(1, "-v")]
    [InlineData(1, "-x=y")]
    [InlineData(1, "")]
    [InlineData(1, "--", "x")]
    [InlineData(1, "--=x")]
    [InlineData(1, "--fast", "--urls=http://127.0.0.1:0")]
    [InlineData(2, "--urls=http://127.0.0.1:0", "new-key")]
    [InlineData(3, "--urls", "http://127.0.0.1:0", "--Database:Provider")]
    [InlineData(2, "--ConnectionStrings:FluxKart=Host=db;Password=top", "secret")]
    public void Check_WhenAnArgumentIsNotASetting_ReportsItsPositionAndTheUsage(int number, params string[] args)
    {
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => CommandLine.Check(args)).Failures);

        Assert.StartsWith($"Argument {number} of the command line is not a setting; write settings as --Name=value", failure, StringComparison.Ordinal);
        Assert.Contains("The commands are new-key, migrate, export, import, adopt and normalise, and a command comes first; --help explains them.", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenArgumentsFollowACommand_CountsThePositionFromTheCommand() => Assert.StartsWith(
        "Argument 2 of the command line is not a setting",
        Assert.Single(Assert.Throws<OptionsValidationException>(() => CommandLine.Check(["now"], first: 2)).Failures),
        StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("--urls=http://127.0.0.1:0", "--environment=Development", "--contentRoot=/srv", "--applicationName=FluxKart.Api")]
    [InlineData("--urls", "http://127.0.0.1:0", "--shutdownTimeoutSeconds", "5")]
    [InlineData("/urls", "http://127.0.0.1:0", "/environment=Development")]
    [InlineData("urls=http://127.0.0.1:0")]
    [InlineData("--DATABASE_URL=")]
    public void Check_WhenAllArgumentsAreSettings_Passes(params string[] args) => CommandLine.Check(args);
}
